package io.pollux.settings;

import static io.pollux.settings.Draft.choice;
import static io.pollux.settings.Draft.flag;
import static io.pollux.settings.Draft.map;
import static io.pollux.settings.Draft.of;
import static io.pollux.settings.Draft.secrets;
import static io.pollux.settings.Draft.span;
import static io.pollux.settings.Draft.whole;
import static io.pollux.settings.Draft.word;
import static io.pollux.settings.Group.KEYS;

import io.pollux.exchange.Quota;
import io.pollux.exchange.Secret;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The keys: where the first ones come from, when one is set aside, when it is checked. */
interface KeySettings {
    Setting<List<Secret>> API_KEYS = secrets("API_KEYS")
            .handedOver(
                    KEYS,
                    "Gemini keys to import; afterwards the key table is the truth, unknown ones are added at start");

    Setting<List<Secret>> VERTEX_API_KEYS =
            secrets("VERTEX_API_KEYS").handedOver(KEYS, "Vertex express keys to import, in the same way");

    Setting<List<Secret>> PAID_KEY = secrets("PAID_KEY")
            .handedOver(KEYS, "Keys of paid projects to import, for calls that free ones are refused");

    Setting<Pattern> POLLUX_KEY_PATTERN = of(
                    "POLLUX_KEY_PATTERN",
                    Kinds.PATTERN,
                    Pattern.compile("AIzaSy[0-9A-Za-z_-]{33}|AQ\\.[0-9A-Za-z_-]{20,200}"))
            .live(KEYS, "What a key looks like when keys are picked out of pasted text");

    Setting<String> POLLUX_KEY_STRATEGY = choice(
                    "POLLUX_KEY_STRATEGY", "round-robin", "least-used", "most-quota", "sticky", "weighted")
            .live(
                    KEYS,
                    "Which of the keys that are ready serves a call; sticky: one conversation stays with one key,"
                            + " weighted: as often as the key's weight says");

    Setting<String> POLLUX_PAID_KEYS = choice("POLLUX_PAID_KEYS", "after", "before", "apart")
            .live(
                    KEYS,
                    "Whether paid keys serve calls that free keys could: after these when none of them can, before"
                            + " them, or never");

    Setting<Integer> KEY_ROTATION_REQUEST_COUNT = whole("KEY_ROTATION_REQUEST_COUNT", 1, 1, 10_000)
            .live(KEYS, "Calls that a key serves before the turn passes on, with round-robin");

    Setting<Integer> MAX_FAILURES = whole("MAX_FAILURES", 3, 1, 100)
            .live(KEYS, "Failures in a row, pointing at the key but not conclusive alone, until it is set aside");

    Setting<Boolean> POLLUX_QUOTA_GUARD = flag("POLLUX_QUOTA_GUARD", true)
            .live(
                    KEYS,
                    "Rest a project at a model before a known limit is passed, instead of running into Google's 429");

    /** Empty: Google no longer publishes a table, and what it says when it refuses is learned. */
    Setting<Map<String, Map<Quota, Long>>> POLLUX_QUOTA_LIMITS = map("POLLUX_QUOTA_LIMITS", Kinds.LIMITS)
            .live(
                    KEYS,
                    "Limits of each project by model: {\"gemini-2.5-*\": {\"rpm\": 10, \"tpm\": 250000, \"rpd\": 20}};"
                            + " the longest name that fits counts");

    Setting<Duration> CHECK_INTERVAL_HOURS = span("CHECK_INTERVAL_HOURS", ChronoUnit.HOURS, 1, 0, 8_760)
            .live(
                    KEYS,
                    "Hours between two checks of a key that is not valid; 0 is never. Wrong configurations are checked daily");

    Setting<String> TEST_MODEL =
            word("TEST_MODEL", "gemini-2.5-flash-lite").live(KEYS, "Model that a key is checked with");
}
