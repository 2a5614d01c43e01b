package io.pollux.admin;

import io.pollux.exchange.KeyKind;
import io.pollux.keys.ApiKey;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.Rank;
import io.pollux.keys.Tags;
import java.io.Serializable;
import java.util.Optional;

/** The form in which a person says what a key is. */
public final class KeyEdit implements Serializable {
    private static final long serialVersionUID = 1L;

    private long id;
    private String masked = "";
    private String label = "";
    private String project = "";
    private String note = "";
    private String tags = "";
    private String limit = "";
    private KeyKind kind = KeyKind.GEMINI;
    private int priority;
    private int weight = 1;

    static KeyEdit of(ApiKey key) {
        KeyEdit edit = new KeyEdit();
        edit.id = key.getId();
        edit.masked = key.getMasked();
        edit.label = key.getLabel();
        edit.project = Optional.ofNullable(key.getProject()).orElse("");
        edit.note = key.getNote();
        edit.tags = key.getTags().toString();
        edit.limit = key.getDayLimit().toString();
        edit.kind = key.getKind();
        edit.priority = key.getPriority();
        edit.weight = key.getWeight();
        return edit;
    }

    /** @throws IllegalArgumentException in one line when something cannot be right */
    void save(Office office) {
        Rank rank = new Rank(priority, weight);
        Optional<String> owner = Optional.of(project);
        office.keys().describe(id, new KeyTraits(label, kind, owner, note, rank, Tags.of(tags), TypedLimit.of(limit)));
    }

    public String getMasked() {
        return masked;
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

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = Optional.ofNullable(note).orElse("");
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

    public int getPriority() {
        return priority;
    }

    public void setPriority(int priority) {
        this.priority = priority;
    }

    public int getWeight() {
        return weight;
    }

    public void setWeight(int weight) {
        this.weight = weight;
    }
}
