package io.pollux.admin.dashboard;

import io.pollux.admin.Office;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.KeyKind;
import io.pollux.keys.ApiKey;
import io.pollux.pool.Exhausted;
import io.pollux.pool.PoolDesk;
import io.pollux.storage.DatabaseUnavailable;
import io.pollux.upstream.ProxyView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks through the house for what is wrong, the worst first. */
final class Watch {
    private static final Duration OF_LATE = Duration.ofDays(1);
    /** A minute's quota is spent and back before anybody has read of it. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(70);

    private static final int MOST_DETAILS = 5;
    private static final int MOST_MODELS = 6;
    private static final int BEHIND = 2_000;

    private final Office office;
    private final Instant now;
    private final List<Trouble> bad = new ArrayList<>();
    private final List<Trouble> wait = new ArrayList<>();

    private Watch(Office office, Instant now) {
        this.office = office;
        this.now = now;
    }

    static List<Trouble> look(Office office, Instant now) {
        Watch watch = new Watch(office, now);
        watch.keys();
        watch.journal();
        watch.refusals();
        watch.quotas();
        watch.proxies();
        watch.jobs();
        List<Trouble> all = new ArrayList<>(watch.bad);
        all.addAll(watch.wait);
        return List.copyOf(all);
    }

    private void add(Trouble trouble) {
        (trouble.tone().equals("bad") ? bad : wait).add(trouble);
    }

    private void keys() {
        int all = 0;
        int ready = 0;
        for (KeyKind kind : KeyKind.values()) {
            all += office.pool().headcount(kind).total();
            ready += office.pool().ready(kind);
        }
        if (all == 0) {
            add(Trouble.bad("keys.none", List.of(), "/keys"));
        } else if (ready == 0) {
            add(Trouble.bad("keys.unready", List.of(all), "/keys"));
        }
    }

    private void journal() {
        if (office.journal().hasDroppedWithin(OF_LATE)) {
            add(Trouble.bad("journal.dropped", List.of(office.journal().dropped()), ""));
        }
        if (office.journal().waiting() > BEHIND) {
            add(Trouble.wait("journal.behind", List.of(office.journal().waiting()), ""));
        }
    }

    private void refusals() {
        try {
            Instant since = now.minus(OF_LATE);
            Map<Refusal, Long> reasons = office.refused().reasons(since);
            long all = reasons.values().stream().mapToLong(Long::longValue).sum();
            if (all > 0) {
                List<String> lines = new ArrayList<>();
                for (ApiKey key : office.refused().since(since, MOST_DETAILS)) {
                    String name = key.getLabel().isEmpty() ? key.getMasked() : key.getMasked() + " " + key.getLabel();
                    lines.add(name + ": " + key.getRefusalReason());
                }
                add(Trouble.bad("keys.refused", List.of(all, new Reasons(reasons)), "/keys?state=refused")
                        .with(lines));
            }
        } catch (DatabaseUnavailable away) {
            add(Trouble.bad("database.away", List.of(), ""));
        }
    }

    private void quotas() {
        office.pool().exhausted(WORTH_TELLING).stream()
                .sorted(Comparator.comparingInt(Exhausted::projects).reversed())
                .limit(MOST_MODELS)
                .forEach(this::quota);
    }

    private void quota(Exhausted exhausted) {
        boolean all = exhausted.projects() >= exhausted.of();
        boolean everywhere = exhausted.model().equals(PoolDesk.EVERY_MODEL);
        String text = (everywhere ? "projects" : "model") + (all ? ".all" : ".some");
        List<Object> parts = List.of(name(exhausted.model()), exhausted.projects(), exhausted.of());
        Trouble trouble = all ? Trouble.bad(text, parts, "/keys") : Trouble.wait(text, parts, "/keys");
        List<String> lines = exhausted.named().stream()
                .map(wait -> name(wait.scope()) + (wait.reason().isEmpty() ? "" : ": " + wait.reason()))
                .toList();
        add(trouble.with(lines).until(all ? exhausted.first() : exhausted.last()));
    }

    /** Counted calls have lanes of their own with a colon in front; scopes say in front what they are. */
    private static String name(String scope) {
        return scope.startsWith(":") ? scope.substring(1) : scope.replaceFirst("^(vertex:)?project:", "");
    }

    private void jobs() {
        if (!office.jobs().byTheClock()) {
            add(Trouble.wait("jobs.stopped", List.of(), "/jobs"));
        }
    }

    private void proxies() {
        List<ProxyView> views = office.proxies().views();
        List<ProxyView> down = views.stream()
                .filter(view -> view.state() != ProxyView.State.WELL)
                .toList();
        if (down.isEmpty()) {
            return;
        }
        List<Object> parts = List.of(down.size(), views.size());
        Trouble trouble = down.size() == views.size()
                ? Trouble.bad("proxies.all", parts, "/config")
                : Trouble.wait("proxies.some", parts, "/config");
        Optional<Instant> until =
                down.stream().map(ProxyView::until).flatMap(Optional::stream).min(Comparator.naturalOrder());
        Trouble said = trouble.with(down.stream()
                .limit(MOST_DETAILS)
                .map(view -> view.label() + ": " + view.lastFailure())
                .toList());
        add(until.map(said::until).orElse(said));
    }

    /** Why keys were refused and how often; becomes words when somebody reads it. */
    record Reasons(Map<Refusal, Long> counts) {}
}
