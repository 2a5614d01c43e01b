package io.pollux.edge;

import io.pollux.testing.FakeGemini;
import io.pollux.testing.HalfBodies;
import io.pollux.testing.Jdks;
import io.pollux.testing.Pollux;
import io.pollux.testing.RunningServer;
import io.pollux.testing.ServerKind;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Half forms at the pages. The smoke suite does it with calls; forms leave words in the servers' logs. */
class HalfBodyIT {

    @Test
    void halfSentFormsHoldNobodyUp() {
        Pollux pollux = Pollux.shared();
        pollux.google().reset();

        HalfBodies.checkPages(pollux.base(), Pollux.TOKEN);
    }

    @ParameterizedTest
    @EnumSource(names = {"PAYARA_MICRO", "WILDFLY"})
    void halfSentFormsHoldNobodyUpWhereTheServerBringsThePagesItself(ServerKind kind) {
        Path directory =
                Path.of("target", "half", kind.name().toLowerCase(Locale.ROOT)).toAbsolutePath();
        try (FakeGemini google = FakeGemini.start();
                RunningServer server = RunningServer.start(
                        kind,
                        Jdks.current(),
                        directory,
                        Map.of(
                                "BASE_URL",
                                google.url() + "/v1beta",
                                "API_KEYS",
                                Pollux.list(1),
                                "ALLOWED_TOKENS",
                                Pollux.TOKEN,
                                "AUTH_TOKEN",
                                Pollux.ADMINISTRATOR,
                                "POLLUX_DATA_DIR",
                                directory.resolve("data").toString()))) {
            HalfBodies.checkPages(server.base(), Pollux.TOKEN);
        }
    }
}
