package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.KeyKind;
import io.pollux.keys.KeyNote;
import io.pollux.keys.KeyNote.LastFailure;
import io.pollux.keys.KeyNote.Trust;
import io.pollux.keys.StoredKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One key in memory, and what is still to be written down about it. Guarded by the pool's lock. */
final class KeyEntry {
    static final int NOWHERE = -1;

    private final DayCalls calls = new DayCalls();
    private int place = NOWHERE;
    private Tier tier;
    private StoredKey key;
    private Project project;
    private KeyState state;
    /** What the table holds as far as we know; {@code sent} may or may not have arrived there. */
    private KeyState stored;

    private KeyState sent;
    private long uses;
    private long lastUsed;
    /** When Google last refused it here, and when the house last asked. */
    private long answeredAt;

    private long askedAt;
    private LastFailure lastFailure;
    private boolean noted;
    /** Whether the state has changed here since it was last noted. What others wrote is never written again. */
    private boolean unsaid;
    /** Until when it has served as many calls as it may in a day; 0 when it has not. */
    private long heldUntil;

    KeyEntry(StoredKey key, Project project) {
        this.key = key;
        this.project = project;
        this.state = KeyState.of(key);
        this.stored = state;
        this.sent = state;
    }

    long id() {
        return key.id();
    }

    /** Where it sits in its tier. */
    int place() {
        return place;
    }

    Tier tier() {
        return tier;
    }

    void sit(Tier among, int at) {
        tier = among;
        place = at;
    }

    StoredKey key() {
        return key;
    }

    KeyKind kind() {
        return key.kind();
    }

    Project project() {
        return project;
    }

    KeyState state() {
        return state;
    }

    /** Whether nothing about the key itself forbids lending it; its project may still be cooling. */
    boolean usable() {
        return key.enabled() && state.trusted() && heldUntil == 0 && !gone();
    }

    /** How many calls it has been lent for in a day. */
    DayCalls calls() {
        return calls;
    }

    /** Whether the operator lets it serve only so many of them. */
    boolean rationed() {
        return !key.dayLimit().none();
    }

    long heldUntil() {
        return heldUntil;
    }

    void hold(long until) {
        heldUntil = until;
    }

    /** @param until when its project has finished cooling, at the model that is asked about */
    Standing standing(Instant until, Instant now) {
        if (!key.enabled()) {
            return Standing.OFF;
        }
        if (!state.trusted()) {
            return Standing.SET_ASIDE;
        }
        if (heldUntil > now.toEpochMilli()) {
            return Standing.AT_LIMIT;
        }
        return until.isAfter(now) ? Standing.COOLING : Standing.READY;
    }

    boolean gone() {
        return place == NOWHERE;
    }

    void leave() {
        place = NOWHERE;
    }

    void moveTo(Project other) {
        project = other;
    }

    /**
     * Takes over what the table says now. Its word on failures counts only when it is neither what we last saw there nor
     * what we sent there ourselves: else an echo of our own writing would undo what happened since.
     */
    void replace(StoredKey newer) {
        key = newer;
        KeyState said = KeyState.of(newer);
        if (!said.matches(stored) && !said.matches(sent)) {
            state = said;
            sent = said;
            unsaid = false;
        }
        stored = said;
    }

    void used(long nowMillis) {
        uses++;
        lastUsed = nowMillis;
    }

    void enter(KeyState next) {
        state = next;
        unsaid = true;
    }

    void blamed(Failure failure, Instant now) {
        lastFailure = new LastFailure(now, Words.clipped(failure.report().message()));
    }

    void answered(long nowMillis) {
        answeredAt = nowMillis;
    }

    void asked(long nowMillis) {
        askedAt = nowMillis;
    }

    /** When it is asked about by itself; empty when it is not. */
    Optional<Instant> checkDue(Duration interval) {
        return key.enabled()
                ? state.setAside()
                        .flatMap(aside -> Recheck.due(
                                id(), aside, interval, Instant.ofEpochMilli(answeredAt), Instant.ofEpochMilli(askedAt)))
                : Optional.empty();
    }

    Optional<Instant> lastUsed() {
        return lastUsed == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastUsed));
    }

    /** Returns whether it was not waiting to be noted already. */
    boolean awaitsNote() {
        boolean first = !noted;
        noted = true;
        return first;
    }

    KeyNote note() {
        Optional<Instant> used = uses == 0 ? Optional.empty() : lastUsed();
        Optional<Trust> trust = unsaid ? Optional.of(new Trust(state.failures(), state.setAside())) : Optional.empty();
        KeyNote note = new KeyNote(id(), uses, used, trust, Optional.ofNullable(lastFailure), calls.note());
        sent = unsaid ? state : sent;
        unsaid = false;
        noted = false;
        uses = 0;
        lastFailure = null;
        return note;
    }

    void delivered(KeyNote note) {
        note.trust().ifPresent(trust -> stored = new KeyState(trust.failures(), trust.setAside()));
        note.day().ifPresent(calls::delivered);
    }

    /** Adds a note that could not be written to what has come up since. */
    void undelivered(KeyNote note) {
        uses += note.uses();
        note.day().ifPresent(calls::undelivered);
        unsaid |= note.trust().isPresent();
        lastUsed = Math.max(lastUsed, note.lastUsed().map(Instant::toEpochMilli).orElse(0L));
        if (lastFailure == null) {
            lastFailure = note.lastFailure().orElse(null);
        }
    }
}
