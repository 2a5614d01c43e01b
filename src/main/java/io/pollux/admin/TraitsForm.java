package io.pollux.admin;

import io.pollux.exchange.KeyKind;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.Rank;
import io.pollux.keys.Tags;
import java.io.Serializable;
import java.util.Optional;

/** What a person may type of a key in every form that is about keys. */
public abstract class TraitsForm implements Serializable {
    private static final long serialVersionUID = 1L;

    private String label = "";
    private String project = "";
    private String tags = "";
    private String limit = "";
    private KeyKind kind = KeyKind.GEMINI;

    /** @throws IllegalArgumentException in one line when something cannot be right */
    protected final KeyTraits traits(String note, Rank rank) {
        return new KeyTraits(label, kind, Optional.of(project), note, rank, Tags.of(tags), TypedLimit.of(limit));
    }

    public final KeyKind[] getKinds() {
        return KeyKind.values();
    }

    public final String getLabel() {
        return label;
    }

    public final void setLabel(String label) {
        this.label = Optional.ofNullable(label).orElse("");
    }

    public final String getProject() {
        return project;
    }

    public final void setProject(String project) {
        this.project = Optional.ofNullable(project).orElse("");
    }

    public final String getTags() {
        return tags;
    }

    public final void setTags(String tags) {
        this.tags = Optional.ofNullable(tags).orElse("");
    }

    public final String getLimit() {
        return limit;
    }

    public final void setLimit(String limit) {
        this.limit = Optional.ofNullable(limit).orElse("");
    }

    public final KeyKind getKind() {
        return kind;
    }

    public final void setKind(KeyKind kind) {
        this.kind = kind;
    }
}
