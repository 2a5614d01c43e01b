package io.pollux.admin;

import io.pollux.keys.KeyTraits;
import io.pollux.keys.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The form in which several keys are put into a project and into groups at once. */
public final class KeyMany implements Deed {
    private static final long serialVersionUID = 1L;

    private final int count;
    private boolean move;
    private String project = "";
    private String added = "";
    private String removed = "";

    KeyMany(int count) {
        this.count = count;
    }

    /** @throws IllegalArgumentException in one line when something cannot be right */
    void check() {
        Tags.of(added);
        Tags.of(removed);
        if (project.strip().length() > KeyTraits.PROJECT_LENGTH) {
            throw new IllegalArgumentException(Texts.say("many.long"));
        }
    }

    @Override
    public void change(Office office, List<Long> ids, Instant began) {
        // First what a key may have no room for: then nothing is changed.
        if (!added.isBlank() || !removed.isBlank()) {
            office.keys().tag(ids, Tags.of(added), Tags.of(removed));
        }
        if (move) {
            office.keys().assign(ids, project);
        }
    }

    @Override
    public String name() {
        return "MANY";
    }

    public int getCount() {
        return count;
    }

    public boolean isMove() {
        return move;
    }

    public void setMove(boolean move) {
        this.move = move;
    }

    public String getProject() {
        return project;
    }

    public void setProject(String project) {
        this.project = Optional.ofNullable(project).orElse("");
    }

    public String getAdded() {
        return added;
    }

    public void setAdded(String added) {
        this.added = Optional.ofNullable(added).orElse("");
    }

    public String getRemoved() {
        return removed;
    }

    public void setRemoved(String removed) {
        this.removed = Optional.ofNullable(removed).orElse("");
    }
}
