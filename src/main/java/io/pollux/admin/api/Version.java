package io.pollux.admin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.pollux.admin.Office;
import io.pollux.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.CompletionException;

/**
 * Whether there is a newer Pollux.
 *
 * @param latestVersion null when nobody was asked, or the answer was none
 * @param errorMessage why it is not known; null when it is
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Version(String currentVersion, String latestVersion, boolean updateAvailable, String errorMessage) {
    /** As the build says. */
    static final String CURRENT = current();

    private static final String NUMBERS = "\\d{1,9}(\\.\\d{1,9}){0,3}";

    static Version of(Office office) {
        String address = office.settings().get().get(Settings.POLLUX_UPDATE_ADDRESS);
        if (address.isBlank()) {
            return unknown("No address to ask is configured: POLLUX_UPDATE_ADDRESS");
        }
        try {
            URI asked = URI.create(address);
            if (asked.getHost() == null || !asked.getScheme().matches("(?i)https?")) {
                return unknown("POLLUX_UPDATE_ADDRESS is no address of http or https");
            }
            byte[] answer = office.bulletin().read(asked).toCompletableFuture().join();
            JsonNode release = JsonBodies.JSON.readTree(answer);
            String latest = release.path("tag_name").asText("").replaceFirst("^[vV]", "");
            return latest.matches(NUMBERS)
                    ? new Version(CURRENT, latest, newer(latest, CURRENT), null)
                    : unknown("The answer names no version");
        } catch (IllegalArgumentException | CompletionException | IOException failed) {
            return unknown("There was no answer");
        }
    }

    private static Version unknown(String why) {
        return new Version(CURRENT, null, false, why);
    }

    /** What stands before a release, as a snapshot does, is older than the release. */
    static boolean newer(String latest, String own) {
        String ownNumbers = own.replaceFirst("-.*", "");
        if (!ownNumbers.matches(NUMBERS)) {
            return false;
        }
        int difference = Arrays.compare(numbers(latest), numbers(ownNumbers));
        return difference > 0 || difference == 0 && !ownNumbers.equals(own);
    }

    private static int[] numbers(String version) {
        return Arrays.copyOf(
                Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray(), 4);
    }

    private static String current() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return build.getProperty("version", "unknown");
    }
}
