package io.pollux.settings;

import static io.pollux.settings.Draft.flag;
import static io.pollux.settings.Draft.of;
import static io.pollux.settings.Draft.seconds;
import static io.pollux.settings.Draft.whole;
import static io.pollux.settings.Group.STREAMS;

import java.time.Duration;

/** How streams look to a client. */
interface StreamSettings {
    Setting<Boolean> STREAM_OPTIMIZER_ENABLED =
            flag("STREAM_OPTIMIZER_ENABLED", false).live(STREAMS, "Spread a stream's text evenly, as if it were typed");

    Setting<Duration> STREAM_MIN_DELAY = of("STREAM_MIN_DELAY", Kinds.PAUSE, Duration.ofMillis(16))
            .live(STREAMS, "Shortest pause between two pieces, in seconds");

    Setting<Duration> STREAM_MAX_DELAY = of("STREAM_MAX_DELAY", Kinds.PAUSE, Duration.ofMillis(24))
            .live(STREAMS, "Longest pause between two pieces, in seconds");

    Setting<Integer> STREAM_SHORT_TEXT_THRESHOLD = whole("STREAM_SHORT_TEXT_THRESHOLD", 10, 1, 100)
            .live(STREAMS, "Characters up to which a text is short: sent one by one");

    Setting<Integer> STREAM_LONG_TEXT_THRESHOLD = whole("STREAM_LONG_TEXT_THRESHOLD", 50, 1, 1_000)
            .live(STREAMS, "Characters from which a text is long: sent in pieces");

    Setting<Integer> STREAM_CHUNK_SIZE =
            whole("STREAM_CHUNK_SIZE", 5, 1, 100).live(STREAMS, "Characters in a piece of a long text");

    Setting<Boolean> FAKE_STREAM_ENABLED =
            flag("FAKE_STREAM_ENABLED", false).live(STREAMS, "Answer streams from a call without stream");

    Setting<Duration> FAKE_STREAM_EMPTY_DATA_INTERVAL_SECONDS = seconds(
                    "FAKE_STREAM_EMPTY_DATA_INTERVAL_SECONDS", 5, 1, 60)
            .live(STREAMS, "Seconds between two signs of life while such a call (FAKE_STREAM_ENABLED) runs");
}
