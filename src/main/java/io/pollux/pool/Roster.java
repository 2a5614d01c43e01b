package io.pollux.pool;

import io.pollux.keys.StoredKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The keys by row and by tier, and the projects they belong to. Guarded by the pool's lock. */
final class Roster {
    private final Map<Long, KeyEntry> byId = new HashMap<>();
    private final Tiers tiers = new Tiers();
    private final Map<String, Project> projects = new HashMap<>();

    Optional<KeyEntry> find(long keyId) {
        return Optional.ofNullable(byId.get(keyId));
    }

    Optional<Project> project(String scope) {
        return Optional.ofNullable(projects.get(scope));
    }

    Collection<Project> projects() {
        return projects.values();
    }

    Collection<KeyEntry> all() {
        return byId.values();
    }

    Tiers tiers() {
        return tiers;
    }

    KeyEntry enter(StoredKey key) {
        Project project = projects.computeIfAbsent(key.scope(), Project::new);
        KeyEntry entry = new KeyEntry(key, project);
        tiers.enter(entry);
        byId.put(key.id(), entry);
        project.members().add(entry);
        return entry;
    }

    /** Its place is free for another key; late news of it finds no place. */
    void remove(KeyEntry entry) {
        byId.remove(entry.id());
        tiers.leave(entry);
        part(entry);
    }

    /** Gives a key of another priority a place among its like. */
    void promote(KeyEntry entry) {
        tiers.leave(entry);
        tiers.enter(entry);
    }

    /** Moves a key whose project is now another one, and returns the one it was in. */
    Project move(KeyEntry entry) {
        Project before = entry.project();
        part(entry);
        Project after = projects.computeIfAbsent(entry.key().scope(), Project::new);
        after.members().add(entry);
        entry.moveTo(after);
        return before;
    }

    private void part(KeyEntry entry) {
        Project project = entry.project();
        project.members().remove(entry);
        if (project.deserted()) {
            projects.remove(project.scope());
        }
    }
}
