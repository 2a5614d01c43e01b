package io.pollux.admin;

import io.pollux.exchange.KeyKind;
import io.pollux.keys.ApiKey;
import io.pollux.keys.SetAside;
import io.pollux.pool.Cooldown;
import io.pollux.pool.KeyView;
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
 */
public record KeyRow(ApiKey key, Optional<KeyView> view) {
    private static final String EVERY_MODEL = "*";
    private static final int SHOWN = 3;

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

    public String project() {
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
            case COOLING -> "wait";
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

    /** What cools, the one that is ready first in front, and not too many. */
    public List<Cooling> cooling() {
        return allCooling().stream().limit(SHOWN).toList();
    }

    public int moreCooling() {
        return Math.max(0, allCooling().size() - SHOWN);
    }

    private List<Cooling> allCooling() {
        return view.map(KeyView::cooldowns).orElse(Map.of()).entrySet().stream()
                .map(entry -> new Cooling(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Cooling::until).thenComparing(Cooling::model))
                .toList();
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

    /** That a key is not lent for a model. */
    public record Cooling(String model, Cooldown cooldown) {
        public boolean everything() {
            return model.equals(EVERY_MODEL);
        }

        public Instant until() {
            return cooldown.until();
        }

        public String reason() {
            return cooldown.reason();
        }

        public boolean guessed() {
            return cooldown.provenance() == Cooldown.Provenance.GUESSED;
        }
    }
}
