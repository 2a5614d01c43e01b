package io.pollux.admin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.pollux.admin.Office;
import io.pollux.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Whether there is a newer Pollux.
 *
 * @param latestVersion null when nobody was asked, or the answer was none
 * @param errorMessage why it is not known; null when it is
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Version(String currentVersion, String latestVersion, boolean updateAvailable, String errorMessage) {
    static final String CURRENT = "1.0.0";

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
            return latest.matches("\\d{1,9}(\\.\\d{1,9}){0,3}")
                    ? new Version(CURRENT, latest, newer(latest), null)
                    : unknown("The answer names no version");
        } catch (IllegalArgumentException | CompletionException | IOException failed) {
            return unknown("There was no answer");
        }
    }

    private static Version unknown(String why) {
        return new Version(CURRENT, null, false, why);
    }

    static boolean newer(String latest) {
        List<Integer> other = numbers(latest);
        List<Integer> own = numbers(CURRENT);
        for (int i = 0; i < Math.max(other.size(), own.size()); i++) {
            int difference = Integer.compare(i < other.size() ? other.get(i) : 0, i < own.size() ? own.get(i) : 0);
            if (difference != 0) {
                return difference > 0;
            }
        }
        return false;
    }

    private static List<Integer> numbers(String version) {
        return Arrays.stream(version.split("\\.")).map(Integer::valueOf).toList();
    }
}
