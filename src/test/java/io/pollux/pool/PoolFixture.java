package io.pollux.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Secret;
import io.pollux.exchange.Usage;
import io.pollux.keys.Changed;
import io.pollux.keys.DayLimit;
import io.pollux.keys.KeyNote;
import io.pollux.keys.Rank;
import io.pollux.keys.StoredCeiling;
import io.pollux.keys.StoredCooldown;
import io.pollux.keys.StoredKey;
import io.pollux.keys.StoredUse;
import io.pollux.settings.Setting;
import io.pollux.settings.Settings;
import io.pollux.testing.ManualClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pool on a clock that stands still, and the calls that borrow from it. */
final class PoolFixture {
    static final String FLASH = "gemini-2.5-flash";
    static final String PRO = "gemini-2.5-pro";

    final ManualClock clock = ManualClock.at("2026-11-21T14:00:00Z");
    private Settings settings = Settings.defaults();
    final KeyPool pool = new KeyPool(() -> settings, clock);

    static PoolFixture withKeys(int count) {
        PoolFixture fixture = new PoolFixture();
        List<StoredKey> keys = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            keys.add(key(id));
        }
        fixture.pool.restore(keys, List.of());
        return fixture;
    }

    static PoolFixture with(StoredKey... keys) {
        PoolFixture fixture = new PoolFixture();
        fixture.pool.restore(List.of(keys), List.of());
        return fixture;
    }

    static StoredKey key(long id) {
        return key(id, KeyKind.GEMINI, Optional.empty());
    }

    static StoredKey key(long id, KeyKind kind, Optional<String> project) {
        Secret secret = Secret.of("AIzaSyTestKeyNumber" + id);
        return new StoredKey(
                id,
                "key " + id,
                secret,
                secret.masked(),
                kind,
                project,
                true,
                Optional.empty(),
                0,
                Rank.USUAL,
                DayLimit.NONE);
    }

    static StoredKey ofProject(long id, String project) {
        return key(id, KeyKind.GEMINI, Optional.of(project));
    }

    static StoredKey off(StoredKey key) {
        return new StoredKey(
                key.id(),
                key.label(),
                key.secret(),
                key.masked(),
                key.kind(),
                key.project(),
                false,
                key.setAside(),
                key.failures(),
                key.rank(),
                key.dayLimit());
    }

    /** The key as the table shows it after the note was written. */
    static StoredKey noted(StoredKey key, KeyNote note) {
        return new StoredKey(
                key.id(),
                key.label(),
                key.secret(),
                key.masked(),
                key.kind(),
                key.project(),
                key.enabled(),
                note.trust().map(KeyNote.Trust::setAside).orElse(key.setAside()),
                note.trust().map(KeyNote.Trust::failures).orElse(key.failures()),
                key.rank(),
                key.dayLimit());
    }

    static GeminiCall call(String model) {
        return call(Operation.GENERATE, KeyKind.GEMINI, model);
    }

    static GeminiCall call(Operation operation, KeyKind kind, String model) {
        return new GeminiCall(operation, kind, "v1beta", model, "", Map.of(), new byte[0], 0);
    }

    <T> void set(Setting<T> setting, T value) {
        settings = settings.with(setting, value);
    }

    Loan lend(String model) {
        return lend(call(model));
    }

    Loan lend(GeminiCall call) {
        Lending lending = pool.lend(call, new Tried());
        assertThat(lending).isInstanceOf(Loan.class);
        return (Loan) lending;
    }

    long lendId(String model) {
        return lend(model).key().id();
    }

    List<Long> lendIds(String model, int times) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            ids.add(lendId(model));
        }
        return ids;
    }

    NoneReady none(String model) {
        return none(call(model), new Tried());
    }

    NoneReady none(GeminiCall call, Tried tried) {
        Lending lending = pool.lend(call, tried);
        assertThat(lending).isInstanceOf(NoneReady.class);
        return (NoneReady) lending;
    }

    /** Lends until it is that key's turn. */
    Loan lendKey(long id, String model) {
        for (int i = 0; i < 100_000; i++) {
            Loan loan = lend(model);
            if (loan.key().id() == id) {
                return loan;
            }
            loan.close();
        }
        throw new AssertionError("Key " + id + " is never lent");
    }

    void succeed(String model) {
        lend(model).succeeded(Usage.NONE);
    }

    void change(StoredKey... keys) {
        pool.apply(new Changed(List.of(keys), List.of()));
    }

    void delete(Long... ids) {
        pool.apply(new Changed(List.of(), Arrays.asList(ids)));
    }

    KeyView view(long id) {
        return pool.desk().view(id).orElseThrow();
    }

    /** All that waits to be written down, as if it had been. */
    Changes drained() {
        List<KeyNote> notes = new ArrayList<>();
        List<StoredCooldown> cooldowns = new ArrayList<>();
        List<StoredCooldown.Name> lifted = new ArrayList<>();
        List<StoredUse> uses = new ArrayList<>();
        List<StoredCeiling> ceilings = new ArrayList<>();
        for (Changes batch = pool.changes(); !batch.isEmpty(); batch = pool.changes()) {
            pool.delivered(batch);
            notes.addAll(batch.notes());
            cooldowns.addAll(batch.cooldowns());
            lifted.addAll(batch.lifted());
            uses.addAll(batch.uses());
            ceilings.addAll(batch.ceilings());
        }
        return new Changes(notes, cooldowns, lifted, uses, ceilings);
    }
}
