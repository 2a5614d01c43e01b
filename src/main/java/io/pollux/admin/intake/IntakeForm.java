package io.pollux.admin.intake;

import io.pollux.admin.TypedLimit;
import io.pollux.exchange.KeyKind;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.Rank;
import io.pollux.keys.Tags;
import jakarta.faces.context.FacesContext;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What somebody says of the keys to be added. */
public final class IntakeForm implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Pasted secrets: in the request alone, never kept with the view. */
    private static final String TEXT = IntakeForm.class.getName() + ".text";

    private String label = "";
    private String project = "";
    private String tags = "";
    private String limit = "";
    private KeyKind kind = KeyKind.GEMINI;
    private ProfileUse profiles = ProfileUse.LABEL;

    /** @throws IllegalArgumentException in one line when something is too long */
    KeyTraits traits() {
        return new KeyTraits(label, kind, Optional.of(project), "", Rank.USUAL, Tags.of(tags), TypedLimit.of(limit));
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
        label = "";
        project = "";
        tags = "";
        limit = "";
    }

    /** The longest label and project that are taken. */
    public int getLongest() {
        return Math.min(KeyTraits.LABEL_LENGTH, KeyTraits.PROJECT_LENGTH);
    }

    public KeyKind[] getKinds() {
        return KeyKind.values();
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

    public String getTags() {
        return tags;
    }

    public void setTags(String tags) {
        this.tags = Optional.ofNullable(tags).orElse("");
    }

    public String getLimit() {
        return limit;
    }

    public void setLimit(String limit) {
        this.limit = Optional.ofNullable(limit).orElse("");
    }

    public KeyKind getKind() {
        return kind;
    }

    public void setKind(KeyKind kind) {
        this.kind = kind;
    }

    public ProfileUse getProfiles() {
        return profiles;
    }

    public void setProfiles(ProfileUse profiles) {
        this.profiles = profiles;
    }
}
