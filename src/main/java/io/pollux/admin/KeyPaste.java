package io.pollux.admin;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.Imported;
import io.pollux.keys.Imported.Outcome;
import io.pollux.keys.KeyTraits;
import io.pollux.settings.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The form that keys are pasted into, and what became of them. */
public final class KeyPaste implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Shorter words of a text are not taken for keys that somebody meant to add. */
    private static final int SHORTEST_KEY = 20;

    private static final int SHOWN = 50;
    private static final Pattern GAP = Pattern.compile("[\\s,;\"'`\\[\\]{}()<>|=]+");

    private String text = "";
    private String label = "";
    private String project = "";
    private KeyKind kind = KeyKind.GEMINI;
    private transient List<Group> result = List.of();

    /** Adds what looks like a key by POLLUX_KEY_PATTERN, and forgets the text. */
    void add(Office office) {
        Pattern pattern = office.settings().get().get(Settings.POLLUX_KEY_PATTERN);
        KeyTraits traits = new KeyTraits(label, kind, Optional.of(project), "");
        result = groups(office.keys().importText(text, pattern, traits), strangers(text, pattern));
        text = "";
    }

    static List<Group> groups(List<Imported> imported, List<String> strangers) {
        Map<Outcome, List<String>> byOutcome = imported.stream()
                .collect(Collectors.groupingBy(
                        Imported::outcome,
                        () -> new EnumMap<>(Outcome.class),
                        Collectors.mapping(Imported::masked, Collectors.toList())));
        List<Group> groups = new ArrayList<>();
        byOutcome.forEach((outcome, masked) -> groups.add(Group.of(outcome.name(), masked)));
        if (!strangers.isEmpty()) {
            groups.add(Group.of("NO_KEY", strangers));
        }
        return groups.isEmpty() ? List.of(Group.of("NOTHING", List.of())) : groups;
    }

    /** Words that are long enough to be keys but do not look like any, masked all the same: they may be secrets. */
    static List<String> strangers(String text, Pattern pattern) {
        String rest = pattern.matcher(text).replaceAll(" ");
        return Arrays.stream(GAP.split(rest))
                .filter(word -> word.length() >= SHORTEST_KEY)
                .map(word -> Secret.of(word).masked())
                .distinct()
                .toList();
    }

    /** Begins anew, but for the kind. */
    public void clear() {
        text = "";
        label = "";
        project = "";
        result = List.of();
    }

    /** The longest label and project that are taken. */
    public int getLongest() {
        return Math.min(KeyTraits.LABEL_LENGTH, KeyTraits.PROJECT_LENGTH);
    }

    public List<Group> getResult() {
        return result;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = Optional.ofNullable(text).orElse("");
    }

    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = Optional.ofNullable(label).orElse("");
    }

    public String getProject() {
        return project;
    }

    public void setProject(String project) {
        this.project = Optional.ofNullable(project).orElse("");
    }

    public KeyKind getKind() {
        return kind;
    }

    public void setKind(KeyKind kind) {
        this.kind = kind;
    }

    /**
     * Keys that came out alike.
     *
     * @param outcome the last part of the name of the text that says how
     * @param count of all
     * @param shown the first of them, masked
     */
    public record Group(String outcome, int count, List<String> shown) {
        static Group of(String outcome, List<String> masked) {
            return new Group(
                    outcome, masked.size(), masked.stream().limit(SHOWN).toList());
        }

        public int more() {
            return count - shown.size();
        }
    }
}
