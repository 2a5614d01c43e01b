package io.pollux.admin.intake;

import io.pollux.admin.TraitsForm;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.Rank;
import jakarta.faces.context.FacesContext;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What somebody says of the keys to be added. */
public final class IntakeForm extends TraitsForm {
    private static final long serialVersionUID = 1L;

    /** Pasted secrets: in the request alone, never kept with the view. */
    private static final String TEXT = IntakeForm.class.getName() + ".text";

    private ProfileUse profiles = ProfileUse.LABEL;

    /** @throws IllegalArgumentException in one line when something is too long */
    KeyTraits traits() {
        return traits("", Rank.USUAL);
    }

    /** Tells two texts apart. */
    int fingerprint() {
        return Objects.hash(getText().length(), getText());
    }

    void forgetText() {
        request().remove(TEXT);
    }

    void clear() {
        forgetText();
        setLabel("");
        setProject("");
        setTags("");
        setLimit("");
    }

    /** The longest label and project that are taken. */
    public int getLongest() {
        return Math.min(KeyTraits.LABEL_LENGTH, KeyTraits.PROJECT_LENGTH);
    }

    public ProfileUse[] getProfileUses() {
        return ProfileUse.values();
    }

    public String getText() {
        return (String) request().getOrDefault(TEXT, "");
    }

    public void setText(String text) {
        request().put(TEXT, Optional.ofNullable(text).orElse(""));
    }

    private static Map<String, Object> request() {
        return FacesContext.getCurrentInstance().getExternalContext().getRequestMap();
    }

    public ProfileUse getProfiles() {
        return profiles;
    }

    public void setProfiles(ProfileUse profiles) {
        this.profiles = profiles;
    }
}
