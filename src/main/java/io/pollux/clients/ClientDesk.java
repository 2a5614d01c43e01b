package io.pollux.clients;

import io.pollux.exchange.Caller;
import io.pollux.exchange.Secret;
import io.pollux.settings.Settings;
import io.pollux.settings.SettingsDesk;
import io.pollux.storage.Storage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Knows callers by their tokens: the administrator's and those of ALLOWED_TOKENS. May be used from any thread.
 *
 * <p>Tokens are looked up by keyed hash. A hash map is enough for that: how long a look-up takes may depend on the hash,
 * but without the key nobody can choose or predict a token's hash, so the time says nothing about any token.
 */
public final class ClientDesk {
    private static final int ID_LENGTH = 12;

    private final AdminToken adminToken;
    private final KeyedHash hash;
    private final Supplier<Settings> settings;
    /** Held while the table is read and the news is taken in: an older reading must not be taken in after a newer one. */
    private final ReentrantLock turn = new ReentrantLock();
    /** Hashes; written by whoever holds the desk's lock. */
    private Set<String> administrators = Set.of();
    /** Hash to caller; replaced as a whole, by whoever holds the desk's lock. */
    private volatile Map<String, Caller> callers = Map.of();

    private ClientDesk(AdminToken adminToken, KeyedHash hash, Supplier<Settings> settings) {
        this.adminToken = adminToken;
        this.hash = hash;
        this.settings = settings;
    }

    /** Settles the administrator's token and follows the settings from then on. */
    public static ClientDesk open(Storage storage, SettingsDesk settings, KeyedHash hash, House house) {
        TokenFile file = new TokenFile(house.dataDirectory());
        AdminToken adminToken = new AdminToken(storage, hash, file, house.clock());
        adminToken.settle(settings, house.pageAddress());
        ClientDesk desk = new ClientDesk(adminToken, hash, settings::current);
        settings.listen(changed -> desk.learn());
        desk.learn();
        desk.reload();
        return desk;
    }

    /** Who presents this token; nobody when it is blank or unknown. Takes the same time for every unknown token. */
    public Optional<Caller> find(String presentedToken) {
        String token = presentedToken.strip();
        return token.isEmpty() ? Optional.empty() : Optional.ofNullable(callers.get(hash.of(token)));
    }

    public boolean isAdministrator(String presentedToken) {
        return find(presentedToken).filter(Caller::administrator).isPresent();
    }

    /** Whether the token by which this caller was found is still good. */
    public boolean knows(Caller caller) {
        return callers.containsValue(caller);
    }

    /** Makes this the administrator's token, at once and for later starts; the one before it is no good any more. */
    public void changeAdminToken(Secret token) {
        adminToken.choose(token);
        reload();
    }

    /** Reads what another node may have changed. One small query. */
    public void reload() {
        turn.lock();
        try {
            learn(adminToken.hashes());
        } finally {
            turn.unlock();
        }
    }

    private synchronized void learn(Set<String> hashes) {
        if (!hashes.equals(administrators)) {
            administrators = hashes;
            learn();
        }
    }

    /** A token that is both the administrator's and a client's is the administrator's. */
    private synchronized void learn() {
        Map<String, Caller> learnt = new HashMap<>();
        for (Secret token : settings.get().get(Settings.ALLOWED_TOKENS)) {
            String known = hash.of(token.reveal());
            learnt.put(known, new Caller(id(known), "client " + id(known).substring(0, 6), false));
        }
        administrators.forEach(known -> learnt.put(known, new Caller(id(known), "administrator", true)));
        callers = Map.copyOf(learnt);
    }

    private static String id(String hash) {
        return hash.substring(0, ID_LENGTH);
    }

    /**
     * Where and when this desk stands.
     *
     * @param dataDirectory where a token that is made is written
     * @param pageAddress where to log in with it
     */
    public record House(Path dataDirectory, String pageAddress, Clock clock) {}
}
