package io.pollux.admin;

import io.pollux.keys.ApiKey;
import io.pollux.keys.Rank;
import java.util.List;
import java.util.Optional;

/** The form in which a person says what a key is. */
public final class KeyEdit extends TraitsForm {
    private static final long serialVersionUID = 1L;

    private final long id;
    private final String masked;
    /** What was said of it when the form was opened. */
    private final transient List<Object> before;

    private String note;
    private int priority;
    private int weight;

    KeyEdit(ApiKey key) {
        id = key.getId();
        masked = key.getMasked();
        before = said(key);
        note = key.getNote();
        priority = key.getPriority();
        weight = key.getWeight();
        setLabel(key.getLabel());
        setProject(key.getProject());
        setTags(key.getTags().toString());
        setLimit(key.getDayLimit().toString());
        setKind(key.getKind());
    }

    /** @throws IllegalArgumentException in one line when something cannot be right, or somebody else was faster */
    void save(Office office) {
        Optional<ApiKey> now = office.keys().find(id);
        if (now.isEmpty()) {
            throw new IllegalArgumentException(Texts.say("key.gone"));
        }
        if (!said(now.get()).equals(before)) {
            throw new IllegalArgumentException(Texts.say("edit.meanwhile"));
        }
        office.keys().describe(id, traits(note, new Rank(priority, weight)));
    }

    private static List<Object> said(ApiKey key) {
        return List.of(
                key.getLabel(),
                key.getKind(),
                Optional.ofNullable(key.getProject()),
                key.getNote(),
                key.getTags(),
                key.getDayLimit(),
                key.getPriority(),
                key.getWeight());
    }

    public String getMasked() {
        return masked;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = Optional.ofNullable(note).orElse("");
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
