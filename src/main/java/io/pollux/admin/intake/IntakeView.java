package io.pollux.admin.intake;

import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.admin.Texts;
import io.pollux.exchange.Secret;
import io.pollux.keys.Imported;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.NewKey;
import io.pollux.settings.Settings;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** The form that keys are pasted into: first it says what would become of each line, then it adds them. */
@Named
@ViewScoped
public class IntakeView implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient OfficeDoor door;

    private final IntakeForm form = new IntakeForm();
    private transient Glance glance = Glance.NONE;
    private transient Glance result = Glance.NONE;
    /** Of the text that was looked at; never the text. */
    private int looked;

    private boolean profiled;

    public void look() {
        try {
            Harvest harvest = harvest();
            newKeys(harvest);
            glance = Glance.of(harvest, office().keys().preview(secrets(harvest)));
            profiled = harvest.hasProfiles();
            looked = form.fingerprint();
            result = Glance.NONE;
        } catch (IllegalArgumentException wrong) {
            Texts.tell(FacesMessage.SEVERITY_ERROR, wrong.getMessage());
        }
    }

    /** Adds what was looked at. A text that has changed since is looked at again instead. */
    public void add() {
        if (looked != form.fingerprint()) {
            look();
            Texts.tell(FacesMessage.SEVERITY_WARN, Texts.say("look.changed"));
            return;
        }
        try {
            Harvest harvest = harvest();
            result = Glance.of(harvest, store(harvest));
            glance = Glance.NONE;
            profiled = false;
            form.forgetText();
        } catch (IllegalArgumentException wrong) {
            Texts.tell(FacesMessage.SEVERITY_ERROR, wrong.getMessage());
        }
    }

    private List<Imported> store(Harvest harvest) {
        return harvest.isPlain()
                ? office().keys().add(secrets(harvest), form.traits())
                : office().keys().add(newKeys(harvest));
    }

    private Harvest harvest() {
        return Harvest.of(form.getText(), office().settings().get().get(Settings.POLLUX_KEY_PATTERN));
    }

    private List<NewKey> newKeys(Harvest harvest) {
        KeyTraits batch = form.traits();
        return harvest.finds().stream()
                .map(find -> new NewKey(
                        find.secret(),
                        find.said().traits(batch, form.getProfiles()),
                        find.said().use()))
                .toList();
    }

    private static List<Secret> secrets(Harvest harvest) {
        return harvest.finds().stream().map(Find::secret).toList();
    }

    /** Begins anew, but for the kind. */
    public void clear() {
        form.clear();
        glance = Glance.NONE;
        result = Glance.NONE;
        profiled = false;
    }

    public IntakeForm getForm() {
        return form;
    }

    /** What would become of the text. */
    public Glance getGlance() {
        return glance;
    }

    /** What has become of it. */
    public Glance getResult() {
        return result;
    }

    /** Whether the file that was looked at knows profiles. */
    public boolean isProfiled() {
        return profiled;
    }

    private Office office() {
        return door.office().orElseThrow();
    }
}
