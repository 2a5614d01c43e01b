package io.pollux.admin;

import io.pollux.exchange.Quota;
import io.pollux.keys.StoredProject;
import io.pollux.pool.ProjectView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project on the page: what it has used and where it cools, and the form for its limits. */
public final class ProjectForm {
    private final KeyRow row;
    /** As it was when the form was opened. */
    private final StoredProject before;

    private final List<LimitLine> lines = new ArrayList<>();
    private String note;

    private ProjectForm(KeyRow row, StoredProject said) {
        this.row = row;
        this.before = said;
        this.note = said.note();
        said.limits().forEach((model, limits) -> lines.add(LimitLine.of(model, limits)));
        if (lines.isEmpty()) {
            lines.add(new LimitLine());
        }
    }

    /** Empty when the key is gone. */
    static Optional<ProjectForm> of(Office office, KeyRow row) {
        return office.pool()
                .project(row.id())
                .map(project -> new ProjectForm(row, office.projects().find(project.scope())));
    }

    /** @throws IllegalArgumentException in one line when something cannot be right, or somebody else was faster */
    void save(Office office) {
        StoredProject now = office.projects().find(before.scope());
        if (!now.limits().equals(before.limits()) || !now.note().equals(before.note())) {
            throw new IllegalArgumentException(Texts.say("edit.meanwhile"));
        }
        Map<String, Map<Quota, Long>> limits = new LinkedHashMap<>();
        for (LimitLine line : lines) {
            if (!line.empty() && limits.put(line.name(), line.limits()) != null) {
                throw new IllegalArgumentException(Texts.say("limits.twice", line.name()));
            }
        }
        limits.values().removeIf(Map::isEmpty);
        office.projects().limit(before.scope(), limits, note.strip());
    }

    /** As the pool sees it now; null when the key is gone. */
    ProjectView now(Office office) {
        return office.pool().project(row.id()).orElse(null);
    }

    public void add() {
        lines.add(new LimitLine());
    }

    public void remove(LimitLine line) {
        lines.remove(line);
    }

    /** The key that it was opened at. */
    public KeyRow getRow() {
        return row;
    }

    public List<LimitLine> getLines() {
        return lines;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = Optional.ofNullable(note).orElse("");
    }
}
