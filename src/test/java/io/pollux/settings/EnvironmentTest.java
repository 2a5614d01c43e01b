package io.pollux.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.exchange.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void namesCountInAnyCaseAndEmptyValuesDoNot() {
        Settings settings = of(Map.of("max_retries", "7", "TIME_OUT", " ", "Test_Model", "'gemini-x'"));

        assertThat(settings.get(Settings.MAX_RETRIES)).isEqualTo(7);
        assertThat(settings.get(Settings.TIME_OUT)).isEqualTo(Settings.TIME_OUT.standard());
        assertThat(settings.get(Settings.TEST_MODEL)).isEqualTo("gemini-x");
    }

    @Test
    void whatIsNotGivenHasItsDefault() {
        Settings settings = of(Map.of());

        for (Setting<?> setting : Settings.all()) {
            assertThat(settings.text(setting))
                    .as(setting.name())
                    .isEqualTo(Settings.defaults().text(setting));
        }
    }

    @Test
    void aSystemPropertyIsAboveTheEnvironment() {
        System.setProperty("pollux_search_link_heading", "From a property");
        try {
            assertThat(Environment.ofProcess().settings().get(Settings.POLLUX_SEARCH_LINK_HEADING))
                    .isEqualTo("From a property");
        } finally {
            System.clearProperty("pollux_search_link_heading");
        }
    }

    @Test
    void keysOfTheOtherGatewayJoinOurs() {
        assertThat(of(Map.of("GEMINI_API_KEYS", "k1,k2")).get(Settings.API_KEYS))
                .isEqualTo(secrets("k1", "k2"));
        assertThat(of(Map.of("GEMINI_API_KEYS", "k1,k2", "API_KEYS", "[\"k0\",\"k1\"]"))
                        .get(Settings.API_KEYS))
                .isEqualTo(secrets("k0", "k1", "k2"));
    }

    @Test
    void aMasterKeyOfTheOtherGatewayIsOneMoreAllowedToken() {
        assertThat(of(Map.of("MASTER_API_KEY", "m", "ALLOWED_TOKENS", "a,b")).get(Settings.ALLOWED_TOKENS))
                .isEqualTo(secrets("a", "b", "m"));
    }

    @Test
    void anAdminPasswordIsTheAuthTokenUnlessThereIsOne() {
        assertThat(of(Map.of("ADMIN_PASSWORD", "p")).get(Settings.AUTH_TOKEN)).contains(Secret.of("p"));
        assertThat(of(Map.of("ADMIN_PASSWORD", "p", "AUTH_TOKEN", "t")).get(Settings.AUTH_TOKEN))
                .contains(Secret.of("t"));
    }

    @Test
    void aHostOfTheOtherGatewayIsTheHostOfOurAddress() {
        assertThat(of(Map.of("GOOGLE_API_HOST", "mirror.example")).get(Settings.BASE_URL))
                .isEqualTo(URI.create("https://mirror.example/v1beta"));
        assertThat(of(Map.of("GOOGLE_API_HOST", "http://mirror.example:8080/")).get(Settings.BASE_URL))
                .isEqualTo(URI.create("http://mirror.example:8080/v1beta"));
        assertThat(of(Map.of("GOOGLE_API_HOST", "x", "BASE_URL", "http://mine/v1"))
                        .get(Settings.BASE_URL))
                .isEqualTo(URI.create("http://mine/v1"));
    }

    @Test
    void aProxyOfTheOtherGatewayIsOurOnlyOne() {
        assertThat(of(Map.of("PROXY_URL", "http://p:1")).get(Settings.PROXIES)).isEqualTo(secrets("http://p:1"));
        assertThat(of(Map.of("PROXY_URL", "http://p:1", "PROXIES", "http://q:1"))
                        .get(Settings.PROXIES))
                .isEqualTo(secrets("http://q:1"));
    }

    @Test
    void aWrongValueNamesTheNameItWasGivenUnder() {
        assertThatThrownBy(() -> of(Map.of("GOOGLE_API_HOST", "ftp://x")))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("BASE_URL")
                .hasMessageEndingWith("(given as GOOGLE_API_HOST)");
        assertThatThrownBy(() -> of(Map.of("API_KEYS", "[\"a", "GEMINI_API_KEYS", "b")))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("API_KEYS")
                .message()
                .doesNotContain("given as");
        assertThatThrownBy(() -> of(Map.of("API_KEYS", "a", "GEMINI_API_KEYS", "[\"b")))
                .isInstanceOf(BadSetting.class)
                .hasMessageStartingWith("API_KEYS")
                .hasMessageEndingWith("(given as GEMINI_API_KEYS)");
    }

    private static Settings of(Map<String, String> given) {
        return Environment.of(given).settings();
    }

    private static List<Secret> secrets(String... texts) {
        return List.of(texts).stream().map(Secret::of).toList();
    }
}
