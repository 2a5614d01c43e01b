package io.pollux.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.keys.KeyDesk;
import io.pollux.keys.KeyVault;
import io.pollux.keys.StoredKey;
import io.pollux.storage.DatabaseAddress;
import io.pollux.storage.Storage;
import io.pollux.testing.FakeGemini;
import io.pollux.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first minutes of somebody who has set nothing but a few keys, and the starts after that. */
class FirstStartIT {
    private static final String DELETED = "AIzaSyFirst-start-key-number-000000001";
    private static final String KEPT = "AIzaSyFirst-start-key-number-000000002";
    private static final Map<String, String> KEYS = Map.of("API_KEYS", DELETED + "," + KEPT);

    @Test
    void theAdministratorsTokenIsMadeKeptAndResetAndDeletedKeysStayAway() throws Exception {
        try (FakeGemini google = FakeGemini.start()) {
            House house = House.named("first-start", google);
            String first = tokenOfFirstStart(house);
            deleteKey(house);
            google.reset();
            tokenOfSecondStartIs(first, house);
            deletedKeyIsNotLent(google);
            resetMakesAnother(first, house);
        }
    }

    private static String tokenOfFirstStart(House house) throws Exception {
        try (RunningServer server = house.start(KEYS)) {
            Path file = house.data().resolve("admin-token");
            String token = Files.readString(file).strip();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(token).startsWith("sk-").hasSizeGreaterThan(40);
            assertThat(server.log()).contains(file.toString()).doesNotContain(token, DELETED, KEPT);
            assertThat(House.get(server, "/v1beta/models", token)).isEqualTo(200);
            assertThat(House.get(server, "/v1beta/models", "sk-123456")).isEqualTo(401);
            return token;
        }
    }

    private static void deleteKey(House house) {
        try (Storage storage = Storage.open(DatabaseAddress.embedded(house.data(), "default_db"))) {
            KeyDesk keys =
                    new KeyDesk(storage, KeyVault.open(storage, house.data(), Optional.empty()), Clock.systemUTC());
            List<Long> ids = keys.snapshots().stream()
                    .filter(key -> key.secret().reveal().equals(DELETED))
                    .map(StoredKey::id)
                    .toList();

            assertThat(ids).hasSize(1);
            keys.delete(ids);
        }
    }

    private static void tokenOfSecondStartIs(String token, House house) throws Exception {
        try (RunningServer server = house.start(KEYS)) {
            assertThat(adminToken(house)).isEqualTo(token);
            assertThat(House.get(server, "/v1beta/models", token)).isEqualTo(200);
            assertThat(House.health(server)).contains("\"keys\":1");
            for (int call = 0; call < 4; call++) {
                assertThat(House.call(server)).isEqualTo(200);
            }
        }
    }

    private static void deletedKeyIsNotLent(FakeGemini google) {
        assertThat(google.calls(DELETED)).isEmpty();
        assertThat(google.calls(KEPT)).hasSizeGreaterThanOrEqualTo(4);
    }

    private static void resetMakesAnother(String before, House house) throws Exception {
        Map<String, String> reset = Map.of("POLLUX_RESET_AUTH_TOKEN", "true");
        try (RunningServer server = house.start(reset)) {
            String token = adminToken(house);

            assertThat(token).isNotEqualTo(before);
            assertThat(House.get(server, "/v1beta/models", token)).isEqualTo(200);
            assertThat(House.get(server, "/v1beta/models", before)).isEqualTo(401);
            assertThat(server.log()).doesNotContain(token, before);
        }
    }

    private static String adminToken(House house) throws IOException {
        return Files.readString(house.data().resolve("admin-token")).strip();
    }
}
