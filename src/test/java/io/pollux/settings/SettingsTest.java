package io.pollux.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.exchange.Quota;
import io.pollux.exchange.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void aSnapshotHoldsTheDefaultOfEverySetting() {
        for (Setting<?> setting : Settings.all()) {
            assertThat(Settings.defaults().<Object>get(unchecked(setting)))
                    .as(setting.name())
                    .isEqualTo(setting.standard());
        }
        assertThat(Settings.defaults().get(Settings.MAX_RETRIES)).isEqualTo(3);
        assertThat(Settings.all()).hasSizeGreaterThan(80);
    }

    @Test
    void everySettingReadsBackWhatItWrites() {
        for (Setting<?> setting : Settings.all()) {
            readsBack(setting);
        }
    }

    @Test
    void aChangedSnapshotLeavesTheFirstOneAlone() {
        Settings changed = Settings.defaults().with(Settings.MAX_RETRIES, 5);

        assertThat(changed.get(Settings.MAX_RETRIES)).isEqualTo(5);
        assertThat(Settings.defaults().get(Settings.MAX_RETRIES)).isEqualTo(3);
    }

    @Test
    void listsAreReadAsJsonAndAsWordsWithCommas() {
        for (String text :
                List.of("[\"a\", \"b\"]", "['a','b']", "[a,b]", "a, b", "a\nb", "a,,b,a", "[\"a\",\"b\",]")) {
            assertThat(Settings.SEARCH_MODELS.parse(text)).as(text).containsExactly("a", "b");
        }
        assertThat(Settings.SEARCH_MODELS.parse("[]")).isEmpty();
        assertThat(Settings.SEARCH_MODELS.parse("")).isEmpty();
    }

    @Test
    void mapsAreReadWithSingleQuotesAndBudgetsWithAPoint() {
        assertThat(Settings.CUSTOM_HEADERS.parse("{'X-A': 'b'}")).isEqualTo(Map.of("X-A", "b"));
        assertThat(Settings.THINKING_BUDGET_MAP.parse("{'gemini-2.5-pro': -1.0, \"x\": 1000}"))
                .isEqualTo(Map.of("gemini-2.5-pro", -1, "x", 1000));
    }

    @Test
    void limitsOfQuotasAreReadByTheirShortNamesAndOthersAreRefused() {
        assertThat(Settings.POLLUX_QUOTA_LIMITS.parse("{'gemini-2.5-*': {'rpm': 10, 'TPM': 2.5e5,}, \"x\": {}}"))
                .isEqualTo(Map.of(
                        "gemini-2.5-*",
                        Map.of(Quota.REQUESTS_PER_MINUTE, 10L, Quota.INPUT_TOKENS_PER_MINUTE, 250_000L),
                        "x",
                        Map.of()));
        String written = Settings.POLLUX_QUOTA_LIMITS.write(Map.of("m", Map.of(Quota.REQUESTS_PER_DAY, 20L)));
        assertThat(written).isEqualTo("{\"m\":{\"rpd\":20}}");
        for (String text : List.of(
                "{'m': 10}",
                "{'m': {'rps': 1}}",
                "{'m': {'rpm': 0}}",
                "{'m': {'rpm': 1.5}}",
                "{'m': {'rpd': 'x'}}",
                "[1]")) {
            assertThatThrownBy(() -> Settings.POLLUX_QUOTA_LIMITS.parse(text))
                    .as(text)
                    .isInstanceOf(BadSetting.class);
        }
    }

    @Test
    void proxiesThatCannotBeUsedAreRefusedWithoutShowingTheirPasswords() {
        assertThat(Settings.PROXIES.parse("http://u:p@host:8080,socks5://host,socks5h://[::1]:1080,host:3128"))
                .hasSize(4);
        for (String text : List.of("https://u:secret@host:443", "socks4://host:1", "http://", "http://host:x")) {
            assertThatThrownBy(() -> Settings.PROXIES.parse(text))
                    .as(text)
                    .hasMessageContaining("PROXIES")
                    .hasMessageContaining("socks5://")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void switchesUnderstandTheOriginalsWords() {
        for (String text : List.of("true", "True", "1", "yes", "ON")) {
            assertThat(Settings.FAKE_STREAM_ENABLED.parse(text)).as(text).isTrue();
        }
        for (String text : List.of("false", "0", "no", "Off")) {
            assertThat(Settings.FAKE_STREAM_ENABLED.parse(text)).as(text).isFalse();
        }
    }

    @Test
    void secondsBecomeDurations() {
        assertThat(Settings.TIME_OUT.parse("45")).isEqualTo(Duration.ofSeconds(45));
        assertThat(Settings.STREAM_MIN_DELAY.parse("0.016")).isEqualTo(Duration.ofMillis(16));
        assertThat(Settings.CHECK_INTERVAL_HOURS.parse("0")).isZero();
    }

    @Test
    void aWrongValueIsRefusedInOneLineThatSaysWhatIsAllowed() {
        assertThatThrownBy(() -> Settings.MAX_RETRIES.parse("abc"))
                .isInstanceOf(BadSetting.class)
                .hasMessage("MAX_RETRIES: \"abc\" is not a whole number; allowed: a whole number from 0 to 10");
        assertThatThrownBy(() -> Settings.TIME_OUT.parse("601")).hasMessageContaining("out of range");
        assertThatThrownBy(() -> Settings.BASE_URL.parse("ftp://x")).isInstanceOf(BadSetting.class);
        assertThatThrownBy(() -> Settings.BASE_URL.parse("no address\nat all"))
                .isInstanceOf(BadSetting.class)
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> Settings.TIMEZONE.parse("Mars")).isInstanceOf(BadSetting.class);
        assertThatThrownBy(() -> Settings.THINKING_BUDGET_MAP.parse("{\"a\":\"b\"}"))
                .isInstanceOf(BadSetting.class);
        assertThatThrownBy(() -> Settings.SEARCH_MODELS.parse("[\"a\",")).isInstanceOf(BadSetting.class);
        assertThatThrownBy(() -> Settings.UPLOAD_PROVIDER.parse("imgur")).isInstanceOf(BadSetting.class);
    }

    @Test
    void aWrongSecretIsNotRepeated() {
        assertThatThrownBy(() -> Settings.ALLOWED_TOKENS.parse("[\"sk-very-secret"))
                .isInstanceOf(BadSetting.class)
                .message()
                .doesNotContain("sk-very");
        assertThatThrownBy(() -> Settings.CUSTOM_HEADERS.parse("{\"Authorization\":\"Bearer sk-very"))
                .isInstanceOf(BadSetting.class)
                .message()
                .doesNotContain("sk-very");
    }

    @Test
    void aSnapshotPrintsNoValues() {
        Settings secret = Settings.defaults().with(Settings.ALLOWED_TOKENS, List.of(Secret.of("sk-very-secret-token")));

        assertThat(secret.toString()).doesNotContain("sk-very").contains("ALLOWED_TOKENS");
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertThat(Settings.named("max_retries")).containsSame(Settings.MAX_RETRIES);
        assertThat(Settings.named("NO_SUCH_THING")).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static Setting<Object> unchecked(Setting<?> setting) {
        return (Setting<Object>) setting;
    }

    private static <T> void readsBack(Setting<T> setting) {
        String text = setting.write(setting.standard());
        assertThat(setting.write(setting.parse(text))).as(setting.name()).isEqualTo(text);
    }
}
