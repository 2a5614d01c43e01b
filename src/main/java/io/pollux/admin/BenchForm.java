package io.pollux.admin;

import io.pollux.pool.Cooldown;
import io.pollux.pool.PoolDesk;
import io.pollux.pool.QuotaDay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The form in which an operator keeps projects from being asked for a while. */
public final class BenchForm {
    private static final int LONGEST_DAYS = 366;
    private static final int LONGEST_NAME = 200;

    private final List<Long> ids;
    private final String name;
    private final List<String> models;
    private String model = PoolDesk.EVERY_MODEL;
    private int amount = 1;
    private Unit unit = Unit.HOURS;
    private String reason = "";

    /** How the time is counted. */
    public enum Unit {
        MINUTES,
        HOURS,
        DAYS,
        /** Until 00:00 in California, whatever the number. */
        GOOGLES_DAY;

        Instant end(Instant now, int amount) {
            return switch (this) {
                case MINUTES -> now.plus(Duration.ofMinutes(amount));
                case HOURS -> now.plus(Duration.ofHours(amount));
                case DAYS -> now.plus(Duration.ofDays(amount));
                case GOOGLES_DAY -> QuotaDay.endOf(now);
            };
        }
    }

    /**
     * @param name what the keys are called together
     * @param models that are known of them
     */
    BenchForm(List<Long> ids, String name, List<String> models) {
        this.ids = List.copyOf(ids);
        this.name = name;
        this.models = List.copyOf(models);
    }

    /**
     * Puts the bench in force and tells what is in force now: for the last of several keys.
     *
     * @throws IllegalArgumentException when there is no such model, or time
     */
    Optional<Cooldown> place(Office office) {
        Instant now = office.clock().instant();
        Instant until = unit.end(now, amount);
        boolean lasting = amount >= 1 && !until.isAfter(now.plus(Duration.ofDays(LONGEST_DAYS)));
        if (!lasting || model.isBlank() || model.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(Texts.say("bench.wrong"));
        }
        Optional<Cooldown> inForce = Optional.empty();
        for (long id : ids) {
            inForce = office.pool().bench(id, model.strip(), until, reason.strip());
        }
        return inForce;
    }

    public int getCount() {
        return ids.size();
    }

    public String getName() {
        return name;
    }

    public List<String> getModels() {
        return models;
    }

    public Unit[] getUnits() {
        return Unit.values();
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = Optional.ofNullable(model).orElse("");
    }

    public int getAmount() {
        return amount;
    }

    public void setAmount(int amount) {
        this.amount = amount;
    }

    public Unit getUnit() {
        return unit;
    }

    public void setUnit(Unit unit) {
        this.unit = unit;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = Optional.ofNullable(reason).orElse("");
    }
}
