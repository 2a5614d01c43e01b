package io.pollux.keys;

import io.pollux.exchange.Failure;
import io.pollux.exchange.KeyKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * A row of t_pollux_key as pages show it. It holds no secret that it could give away: the key is sealed, and only
 * {@link KeyDesk} opens it. Optional parts are null, as pages want them.
 */
@Entity
@Table(name = "t_pollux_key")
public class ApiKey {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String lookup;
    private String sealed;
    private String masked;
    private String label;

    @Enumerated(EnumType.STRING)
    private KeyKind kind;

    private String project;
    private String note;
    private String tags;
    private boolean enabled;
    private int priority;
    private int weight;

    @Column(name = "day_limit")
    private int dayLimit;

    @Column(name = "day_calls")
    private long dayCalls;

    @Column(name = "day_ends_at")
    private Instant dayEndsAt;

    @Column(name = "counted_at")
    private Instant countedAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "last_used_at")
    private Instant lastUsedAt;

    private long uses;
    private int failures;

    @Column(name = "last_failure_at")
    private Instant lastFailureAt;

    @Column(name = "last_failure")
    private String lastFailure;

    @Enumerated(EnumType.STRING)
    private Failure.Refusal refusal;

    @Column(name = "refusal_reason")
    private String refusalReason;

    @Column(name = "refused_at")
    private Instant refusedAt;

    protected ApiKey() {}

    void describe(KeyTraits traits, Instant now) {
        label = traits.label();
        kind = traits.kind();
        project = traits.project().orElse(null);
        note = traits.note();
        tags = traits.tags().column();
        priority = traits.rank().priority();
        weight = traits.rank().weight();
        dayLimit = traits.dayLimit().calls();
        changedAt = now;
        countedAt = now;
    }

    void tag(Tags others) {
        tags = others.column();
    }

    String lookup() {
        return lookup;
    }

    String sealed() {
        return sealed;
    }

    public long getId() {
        return id;
    }

    public String getMasked() {
        return masked;
    }

    public String getLabel() {
        return label;
    }

    public KeyKind getKind() {
        return kind;
    }

    public String getProject() {
        return project;
    }

    public String getNote() {
        return note;
    }

    /** The groups that the operator counts it among. */
    public Tags getTags() {
        return Tags.of(tags);
    }

    public boolean isEnabled() {
        return enabled;
    }

    /** See {@link Rank#priority}. */
    public int getPriority() {
        return priority;
    }

    /** See {@link Rank#weight}. */
    public int getWeight() {
        return weight;
    }

    /** How many calls it may serve in a Pacific day. */
    public DayLimit getDayLimit() {
        return new DayLimit(dayLimit);
    }

    /** How many it has served in the day under way, as last written down by each node. */
    public long callsToday(Instant now) {
        return dayEndsAt != null && now.isBefore(dayEndsAt) ? Math.max(0, dayCalls) : 0;
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    public Instant getChangedAt() {
        return changedAt;
    }

    public Instant getLastUsedAt() {
        return lastUsedAt;
    }

    public long getUses() {
        return uses;
    }

    /** Failures in a row, as last written down. */
    public int getFailures() {
        return failures;
    }

    public Instant getLastFailureAt() {
        return lastFailureAt;
    }

    public String getLastFailure() {
        return lastFailure;
    }

    /** Why Google refuses it; null while it does not. */
    public Failure.Refusal getRefusal() {
        return refusal;
    }

    public String getRefusalReason() {
        return refusalReason;
    }

    public Instant getRefusedAt() {
        return refusedAt;
    }
}
