package io.pollux.admin.config;

import io.pollux.settings.Bounds;
import io.pollux.settings.Setting.Scope;
import io.pollux.settings.SettingView;
import io.pollux.settings.SettingView.Hold;
import io.pollux.settings.Shape;
import io.pollux.settings.Source;
import java.util.Locale;

/** One setting on the page. Secrets in it are masked. */
public final class SettingCard {
    private final SettingView view;

    SettingCard(SettingView view) {
        this.view = view;
    }

    public String getName() {
        return view.setting().name();
    }

    public String getEditor() {
        return Editor.of(view.setting()).name().toLowerCase(Locale.ROOT);
    }

    public String getText() {
        return view.text();
    }

    /** What counts when nothing is stored. */
    public String getOtherwise() {
        return view.otherwise();
    }

    /** The default as people read it; empty for none and for an empty list. */
    public String getStandard() {
        String text = view.setting().standardText().orElse("");
        boolean list = view.setting().shape() == Shape.LIST && !text.contains("{");
        String bare = list ? text.replaceAll("[\\[\\]\"]", "").replace(",", ", ") : text;
        return bare.equals("[]") || bare.equals("{}") ? "" : bare;
    }

    /** Whether the default is worth its own words: it is not what stands there anyway. */
    public boolean isStandardApart() {
        return !isElsewhere() && !isSecret() && view.source() != Source.DEFAULT;
    }

    public String getVersion() {
        return view.version();
    }

    public String getSource() {
        return view.source().name();
    }

    public String getHold() {
        return view.hold().name();
    }

    public boolean isChangeable() {
        return view.changeable();
    }

    public boolean isElsewhere() {
        return view.hold() == Hold.ELSEWHERE;
    }

    public boolean isStored() {
        return view.stored();
    }

    public boolean isSecret() {
        return view.setting().secret();
    }

    /** Whether a change waits for the next start. */
    public boolean isLate() {
        return view.setting().scope() == Scope.AT_START;
    }

    /** With bars between them: none of them has one. */
    public String getChoices() {
        return String.join("|", view.setting().choices());
    }

    /** Least, most, step and unit of a number, with bars between them; empty for all else. */
    public String getBounds() {
        return view.setting().bounds().map(SettingCard::words).orElse("");
    }

    private static String words(Bounds bounds) {
        return bounds.least().toPlainString()
                + '|'
                + bounds.most().toPlainString()
                + '|'
                + bounds.step().toPlainString()
                + '|'
                + bounds.unit();
    }
}
