package io.pollux.admin;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Quota;
import io.pollux.keys.ApiKey;
import io.pollux.keys.DayLimit;
import io.pollux.keys.SetAside;
import io.pollux.pool.KeyView;
import io.pollux.pool.ProjectView;
import io.pollux.pool.QuotaView;
import io.pollux.pool.Standing;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A line of the keys page: what the table knows of a key and what the pool makes of it. Where both speak of the same, the
 * pool is newer. What is missing is null, as pages want it.
 *
 * @param view empty when the pool has not heard of the key yet
 * @param project its project at the same moment
 */
public record KeyRow(ApiKey key, Optional<KeyView> view, Optional<ProjectView> project) {
    private static final int SHOWN = 3;

    /** As the table and the pool have it now. */
    public static KeyRow of(Office office, ApiKey key) {
        return new KeyRow(key, office.pool().view(key.getId()), office.pool().project(key.getId()));
    }

    public long id() {
        return key.getId();
    }

    public String masked() {
        return key.getMasked();
    }

    public String label() {
        return key.getLabel();
    }

    public String note() {
        return key.getNote();
    }

    /** The groups that the operator counts it among. */
    public List<String> tags() {
        return key.getTags().words();
    }

    /** The name of its Google project; null when nobody has named it. */
    public String projectName() {
        return key.getProject();
    }

    public KeyKind kind() {
        return key.getKind();
    }

    public long uses() {
        return key.getUses();
    }

    public Standing standing() {
        if (!key.isEnabled()) {
            return Standing.OFF;
        }
        return view.map(KeyView::standing).orElse(key.getRefusal() == null ? Standing.READY : Standing.SET_ASIDE);
    }

    /** For the eye: the state's colour. */
    public String tone() {
        return switch (standing()) {
            case READY -> "good";
            case COOLING, AT_LIMIT -> "wait";
            case SET_ASIDE -> "bad";
            case OFF -> "off";
        };
    }

    /** The name of the text that says why Google refuses it; null when it does not. */
    public String refusal() {
        return aside().map(aside -> "refusal." + aside.refusal()).orElse(null);
    }

    /** Google's words. */
    public String reason() {
        return aside().map(SetAside::reason).orElse(null);
    }

    public Instant since() {
        return aside().map(SetAside::since).orElse(null);
    }

    /** When Google is asked about it again; null when it is not. */
    public Instant nextCheck() {
        return view.flatMap(KeyView::nextCheck).orElse(null);
    }

    /** How much of its daily limit is used; null when it has none. */
    public Gauge ration() {
        DayLimit limit = key.getDayLimit();
        long calls = view.map(KeyView::callsToday).orElse(0L);
        return limit.none()
                ? null
                : new Gauge(Quota.REQUESTS_PER_DAY, calls, (long) limit.calls(), QuotaView.Source.OPERATOR);
    }

    /** When a key that is at its daily limit may serve calls again; null while it may. */
    public Instant limitedUntil() {
        return view.flatMap(KeyView::limitedUntil).orElse(null);
    }

    /** What cools, the one that is ready first in front, and not too many. */
    public List<Cooling> cooling() {
        return allCooling().stream().limit(SHOWN).toList();
    }

    public int moreCooling() {
        return Math.max(0, allCooling().size() - SHOWN);
    }

    /** The one that is ready first in front. */
    public List<Cooling> allCooling() {
        return Cooling.of(view.map(KeyView::cooldowns).orElse(Map.of()));
    }

    /** What its project has used today of the models that it has used most. */
    public List<ModelUse> today() {
        return allUses().stream().limit(SHOWN).toList();
    }

    public int moreToday() {
        return Math.max(0, allUses().size() - SHOWN);
    }

    /** What its project has used today, the most used model first. */
    public List<ModelUse> allUses() {
        return project.map(ModelUse::of).orElse(List.of());
    }

    /** How many keys draw on the same quota. */
    public int siblings() {
        return project.map(ProjectView::keys).orElse(1);
    }

    public int failures() {
        return view.map(KeyView::failures).orElse(key.getFailures());
    }

    public Instant lastUsed() {
        return Stream.concat(
                        view.flatMap(KeyView::lastUsed).stream(), Optional.ofNullable(key.getLastUsedAt()).stream())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    public Instant lastFailureAt() {
        return key.getLastFailureAt();
    }

    /** The words of the last failure where its state does not tell them already. */
    public String unexplained() {
        return aside().isPresent() || !cooling().isEmpty() ? null : key.getLastFailure();
    }

    private Optional<SetAside> aside() {
        if (view.isPresent()) {
            return view.get().setAside();
        }
        return Optional.ofNullable(key.getRefusal())
                .map(refusal -> new SetAside(
                        refusal,
                        Optional.ofNullable(key.getRefusalReason()).orElse(""),
                        Optional.ofNullable(key.getRefusedAt()).orElse(Instant.EPOCH)));
    }
}
