package io.pollux.admin.projects;

import io.pollux.admin.Cooling;
import io.pollux.admin.KeyFilter;
import io.pollux.keys.ProjectLine;
import io.pollux.pool.ProjectView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the page of projects: what the table knows of its keys, and what the pool makes of it.
 *
 * @param view empty when the pool has not heard of it yet
 */
public record ProjectRow(ProjectLine line, Optional<ProjectView> view) {
    private static final int SHOWN = 3;

    /** What cools, the one that is ready first in front. */
    public List<Cooling> cooling() {
        return all().stream().limit(SHOWN).toList();
    }

    public int moreCooling() {
        return Math.max(0, all().size() - SHOWN);
    }

    /** The address of its keys. */
    public String keys() {
        return KeyFilter.ofProject(line.name());
    }

    /** How many of a hundred keys. */
    public int percent(long part) {
        return (int) (part * 100 / Math.max(1, line.keys()));
    }

    private List<Cooling> all() {
        return Cooling.of(view.map(ProjectView::cooldowns).orElse(Map.of()));
    }
}
