package io.pollux.testing;

import java.util.concurrent.CountDownLatch;

/**
 * The fake Gemini in a terminal of its own, until Ctrl-C: {@code mvn -q test-compile exec:java@fake-gemini}.
 * {@code -Dfake.port=8089} and {@code -Dfake.host=127.0.0.1} are what it takes without being told.
 */
public final class FakeGeminiMain {
    private static final int KEY_LENGTH = 39;

    private FakeGeminiMain() {}

    public static void main(String[] args) throws InterruptedException {
        FakeGemini fake =
                FakeGemini.start(System.getProperty("fake.host", "127.0.0.1"), Integer.getInteger("fake.port", 8089));
        // Nobody looks back here, and a day of load would fill the memory.
        fake.record(false);
        KeyTricks.teach(fake);
        Runtime.getRuntime().addShutdownHook(new Thread(fake::close, "fake-gemini-close"));
        System.out.println(greeting(fake.url()));
        new CountDownLatch(1).await();
    }

    private static String greeting(String url) {
        return String.join(
                System.lineSeparator(),
                "The fake Gemini listens on " + url,
                "For Pollux: BASE_URL=" + url + "/v1beta",
                "",
                "Every key is good, unless it contains one of these words:",
                KeyTricks.table(),
                "",
                "Keys in the form that Pollux imports:",
                "  " + sampleKey("good-one"),
                "  " + sampleKey("good-two"),
                "  " + sampleKey("exhausted-day"),
                "  " + sampleKey("leaked"),
                "",
                "Ask for the weather with functions declared: the first one is called (\"parallel\": twice).",
                "A model named paced-100x20 streams 100 events, one every 20 ms, each with the time it was due.");
    }

    /** AIzaSy and 33 more characters, as a key of Google's has them. */
    static String sampleKey(String words) {
        String key = "AIzaSy-" + words + "-";
        return key + "0".repeat(KEY_LENGTH - key.length());
    }
}
