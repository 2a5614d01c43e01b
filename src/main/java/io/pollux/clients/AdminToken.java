package io.pollux.clients;

import io.pollux.exchange.Secret;
import io.pollux.settings.Settings;
import io.pollux.settings.SettingsDesk;
import io.pollux.settings.Source;
import io.pollux.storage.Storage;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The administrator's token: which one counts, and its keyed hash in t_pollux_token. The table holds one row; only two
 * nodes that make a token at the same first start leave two, and then both are good until it is changed.
 */
final class AdminToken {
    private static final System.Logger LOG = System.getLogger(AdminToken.class.getName());
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 48;
    private static final int SHORT = 16;

    private final Storage storage;
    private final KeyedHash hash;
    private final TokenFile file;
    private final Clock clock;
    private final SecureRandom chance = new SecureRandom();

    AdminToken(Storage storage, KeyedHash hash, TokenFile file, Clock clock) {
        this.storage = storage;
        this.hash = hash;
        this.file = file;
        this.clock = clock;
    }

    /** Decides at the start which token counts, and makes one when there is none. */
    void settle(SettingsDesk settings, String pageAddress) {
        Given given = Given.in(settings);
        given.token()
                .filter(token -> token.reveal().length() < SHORT)
                .ifPresent(token -> LOG.log(Level.WARNING, "AUTH_TOKEN is short enough to be guessed: change it"));
        try {
            storage.write(transaction -> settle(transaction.em(), given, pageAddress));
        } catch (PersistenceException collided) {
            // Another node may have written the same hash at the same moment; the second time it is there.
            storage.write(transaction -> settle(transaction.em(), given, pageAddress));
        }
    }

    private void settle(EntityManager em, Given given, String pageAddress) {
        Map<String, TokenKind> stored = rows(em);
        if (given.reset()) {
            LOG.log(
                    Level.INFO,
                    "The administrator's token is reset; take POLLUX_RESET_AUTH_TOKEN away for the next start");
            given.token()
                    .filter(token -> given.environment())
                    .ifPresentOrElse(
                            token -> replace(em, token, TokenKind.ADMIN_GIVEN),
                            () -> make(em, TokenKind.ADMIN_CHOSEN, pageAddress));
        } else if (stored.containsValue(TokenKind.ADMIN_CHOSEN) && !given.wins()) {
            reportOverruled(stored, given);
        } else if (given.token().isPresent()) {
            keep(em, stored, given.token().get());
        } else if (stored.isEmpty()) {
            make(em, TokenKind.ADMIN_MADE, pageAddress);
        }
    }

    private void reportOverruled(Map<String, TokenKind> stored, Given given) {
        if (given.token()
                .filter(token -> !stored.containsKey(hash.of(token.reveal())))
                .isPresent()) {
            LOG.log(Level.INFO, "AUTH_TOKEN does not count: the administrator's token was changed later");
        }
    }

    Set<String> hashes() {
        return Set.copyOf(storage.read(AdminToken::rows).keySet());
    }

    void choose(Secret token) {
        storage.write(transaction -> {
            replace(transaction.em(), token, TokenKind.ADMIN_CHOSEN);
            transaction.afterCommit(file::remove);
        });
    }

    /** Not the entities: the time in them is for people who look into the table. */
    private static Map<String, TokenKind> rows(EntityManager em) {
        Map<String, TokenKind> rows = new TreeMap<>();
        em.createQuery("select t.hash, t.kind from TokenRow t", Object[].class)
                .getResultList()
                .forEach(row -> rows.put((String) row[0], (TokenKind) row[1]));
        return rows;
    }

    private void keep(EntityManager em, Map<String, TokenKind> stored, Secret given) {
        if (!stored.equals(Map.of(hash.of(given.reveal()), TokenKind.ADMIN_GIVEN))) {
            replace(em, given, TokenKind.ADMIN_GIVEN);
        }
    }

    private void replace(EntityManager em, Secret token, TokenKind kind) {
        em.createQuery("delete from TokenRow t").executeUpdate();
        em.persist(new TokenRow(hash.of(token.reveal()), kind, clock.instant()));
    }

    /** The file comes before the commit: a token that nobody can read must not be the one that counts. */
    private void make(EntityManager em, TokenKind kind, String pageAddress) {
        Secret token = random();
        replace(em, token, kind);
        file.write(token);
        LOG.log(
                Level.INFO,
                "The administrator''s token is in {0}, readable by its owner only; log in with it at {1}",
                file.path(),
                pageAddress);
    }

    private Secret random() {
        StringBuilder text = new StringBuilder("sk-");
        chance.ints(LENGTH, 0, LETTERS.length()).forEach(place -> text.append(LETTERS.charAt(place)));
        return Secret.of(text.toString());
    }

    /**
     * What the settings say of the token.
     *
     * @param environment whether it is the environment's own, not a row's
     * @param wins whether the environment wins over the database
     * @param reset whether the one in use is to be forgotten
     */
    private record Given(Optional<Secret> token, boolean environment, boolean wins, boolean reset) {
        static Given in(SettingsDesk settings) {
            Settings now = settings.current();
            return new Given(
                    now.get(Settings.AUTH_TOKEN),
                    settings.source(Settings.AUTH_TOKEN) == Source.ENVIRONMENT,
                    settings.locked(Settings.AUTH_TOKEN),
                    now.get(Settings.POLLUX_RESET_AUTH_TOKEN));
        }
    }
}
