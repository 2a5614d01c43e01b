package io.pollux.admin.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.pollux.admin.Office;
import io.pollux.keys.ApiKey;
import io.pollux.keys.KeyCatalogue;
import io.pollux.keys.KeyQuery;
import io.pollux.keys.KeyQuery.Column;
import io.pollux.keys.KeyQuery.Sort;
import io.pollux.keys.KeyQuery.State;
import io.pollux.keys.ProjectDay;
import io.pollux.keys.ProjectLine;
import io.pollux.keys.ProjectQuery;
import io.pollux.keys.StoredProject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The profiles of a load balancer, which are Pollux' projects. Its profile "default" holds the keys that have none. */
record Profiles(Office office) {
    static final String DEFAULT = "default";

    private static final String SCOPE = "project:";
    private static final String COLOUR = "#6366f1";
    private static final String ICON = "key";
    private static final int MOST = 100_000;

    static Optional<String> project(String profile) {
        return Optional.of(profile.strip()).filter(name -> !name.isEmpty() && !name.equals(DEFAULT));
    }

    /** @throws Refused when there are none, or one of them is unknown */
    static List<Long> ids(Office office, List<String> names) {
        if (names == null || names.isEmpty()) {
            throw Refused.because(400, "keyIds are required");
        }
        Selection.Found found = new Selection(names).find(new KeyBook(office.keys()));
        if (!found.unknown().isEmpty()) {
            throw Refused.notFound("Key not found: " + found.unknown().get(0));
        }
        return found.ids();
    }

    /** The default first, then by name; those that have no keys are known by what was said of them. */
    List<Profile> all() {
        Map<String, ProjectLine> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER.thenComparing(name -> name));
        Map<String, String> notes = office.projects().notes();
        for (String scope : notes.keySet()) {
            if (scope.startsWith(SCOPE)) {
                String name = scope.substring(SCOPE.length());
                lines.put(name, empty(name));
            }
        }
        office.keys()
                .catalogue()
                .projects(new ProjectQuery("", ProjectQuery.Sort.NAME, 0, MOST))
                .rows()
                .forEach(line -> lines.put(line.name(), line));
        List<Profile> profiles = new ArrayList<>();
        Map<String, ProjectDay> days = days();
        profiles.add(standard(days));
        lines.values().forEach(line -> profiles.add(profile(line, notes.getOrDefault(SCOPE + line.name(), ""), days)));
        return profiles;
    }

    /** How many keys each profile has. */
    void counts(BiConsumer<String, Long> heard) {
        heard.accept(DEFAULT, count(State.ANY));
        office.keys()
                .catalogue()
                .projects(new ProjectQuery("", ProjectQuery.Sort.NAME, 0, MOST))
                .rows()
                .forEach(line -> heard.accept(line.name(), line.keys()));
    }

    Optional<Profile> find(String name) {
        if (name.equals(DEFAULT)) {
            return Optional.of(standard(days()));
        }
        Optional<String> note = Optional.ofNullable(office.projects().notes().get(SCOPE + name));
        return office
                .keys()
                .catalogue()
                .projects(new ProjectQuery(name, ProjectQuery.Sort.NAME, 0, MOST))
                .rows()
                .stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .or(() -> note.map(said -> empty(name)))
                .map(line -> profile(line, note.orElse(""), days()));
    }

    Profile need(String name) {
        return find(name).orElseThrow(() -> Refused.notFound("Profile not found"));
    }

    Collection<BalancerKey> keys(String name) {
        KeyQuery query = query(name, State.ANY, MOST);
        KeyCatalogue catalogue = office.keys().catalogue();
        return Roll.of(() -> keys(catalogue, query), (int) catalogue.count(query), row -> BalancerKey.of(office, row));
    }

    /** Keys without a project are most of all, or all: there is no use in an index for them, which H2 would take. */
    private static Stream<ApiKey> keys(KeyCatalogue catalogue, KeyQuery query) {
        boolean unnamed = query.project().filter(KeyQuery.NO_PROJECT::equals).isPresent();
        return unnamed
                ? catalogue.walk(KeyQuery.all(MOST)).filter(key -> key.getProject() == null)
                : catalogue.walk(query);
    }

    void describe(String name, String description) {
        StoredProject before = office.projects().find(SCOPE + name);
        office.projects().limit(SCOPE + name, before.limits(), description == null ? before.note() : description);
    }

    void forget(String name) {
        office.projects().forget(SCOPE + name);
    }

    private Map<String, ProjectDay> days() {
        return office.keys().catalogue().days(office.clock().instant());
    }

    private Profile standard(Map<String, ProjectDay> days) {
        ProjectDay day = days.getOrDefault(KeyQuery.NO_PROJECT, ProjectDay.NONE);
        long all = count(State.ANY);
        long off = count(State.OFF) + count(State.REFUSED);
        return new Profile(
                DEFAULT,
                "Keys of which no project is named",
                COLOUR,
                ICON,
                all,
                all - off,
                day.atLimit(),
                off,
                0,
                day.calls(),
                average(day),
                null,
                true);
    }

    private static Long average(ProjectDay day) {
        return day.averageLimit().isPresent() ? day.averageLimit().getAsLong() : null;
    }

    private long count(State state) {
        return office.keys().catalogue().count(query(DEFAULT, state, 1));
    }

    private static ProjectLine empty(String name) {
        return new ProjectLine(name, 0, 0, 0, 0, 0);
    }

    private Profile profile(ProjectLine line, String note, Map<String, ProjectDay> days) {
        ProjectDay day = days.getOrDefault(line.name(), ProjectDay.NONE);
        boolean rests = line.anyKey() > 0
                && office.pool()
                        .project(line.anyKey())
                        .filter(project -> project.cooldowns().values().stream()
                                .anyMatch(cooldown -> cooldown.on(office.clock().instant())))
                        .isPresent();
        return new Profile(
                line.name(),
                note,
                COLOUR,
                ICON,
                line.keys(),
                line.inUse(),
                rests ? line.inUse() : day.atLimit(),
                line.off() + line.refused(),
                line.uses(),
                day.calls(),
                average(day),
                null,
                false);
    }

    private static KeyQuery query(String profile, State state, int size) {
        String project = project(profile).orElse(KeyQuery.NO_PROJECT);
        return new KeyQuery(
                "",
                state,
                Optional.empty(),
                Optional.of(project),
                Optional.empty(),
                Sort.ascending(Column.ID),
                0,
                size);
    }

    /**
     * A profile in a list.
     *
     * @param rateLimitedKeys those whose project rests for some model, or that are at their daily limit
     * @param dailyRequestsUsed in the Pacific day
     * @param avgDailyLimit of the keys that have a limit; null when none has
     */
    public record Profile(
            String name,
            String description,
            String color,
            String icon,
            long keyCount,
            long activeKeys,
            long rateLimitedKeys,
            long inactiveKeys,
            long totalRequests,
            long dailyRequestsUsed,
            Long avgDailyLimit,
            String lastUsed,
            @JsonProperty("isDefault") Boolean standard) {}

    /** A profile and its keys. */
    public record ProfileKeys(Profile profile, Collection<BalancerKey> keys) {}
}
