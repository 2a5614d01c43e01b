package io.pollux.admin.dashboard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that is wrong.
 *
 * @param tone bad, or wait when it mends by itself
 * @param text name of the text that says it
 * @param parts what stands in that text
 * @param details more about it, a line each
 * @param until when it is better; what ends then is said by the text named {@code text.until}
 * @param address the page where something can be done about it; empty when there is none
 */
public record Trouble(
        String tone, String text, List<Object> parts, List<String> details, Optional<Instant> until, String address) {
    static Trouble bad(String text, List<Object> parts, String address) {
        return new Trouble("bad", text, parts, List.of(), Optional.empty(), address);
    }

    static Trouble wait(String text, List<Object> parts, String address) {
        return new Trouble("wait", text, parts, List.of(), Optional.empty(), address);
    }

    Trouble with(List<String> lines) {
        return new Trouble(tone, text, parts, lines, until, address);
    }

    Trouble until(Instant end) {
        return new Trouble(tone, text, parts, details, Optional.of(end), address);
    }
}
