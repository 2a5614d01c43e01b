package io.pollux.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A client's call: calls come in bursts of ten seconds at random moments of the day.
 *
 * @param at when
 * @param model which
 * @param client who
 * @param words how much it asks, about one token each
 */
record Arrivals(Instant at, String model, String client, int words) {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
    private static final Duration BURST = Duration.ofSeconds(10);
    private static final int CLIENTS = 5;
    private static final String WORD = "word ";

    /**
     * Whole Pacific days.
     *
     * @param perDay how many calls in each
     * @param burst the most in one burst
     */
    static List<Arrivals> ofDays(LocalDate first, int days, String model, int perDay, int burst, Random chance) {
        List<Arrivals> calls = new ArrayList<>();
        for (LocalDate day = first; day.isBefore(first.plusDays(days)); day = day.plusDays(1)) {
            Instant begin = day.atStartOfDay(PACIFIC).toInstant();
            Instant end = day.plusDays(1).atStartOfDay(PACIFIC).toInstant();
            calls.addAll(ofDay(begin, end, model, perDay, burst, chance));
        }
        return calls;
    }

    /** All between two moments. */
    static List<Arrivals> ofDay(Instant begin, Instant end, String model, int perDay, int burst, Random chance) {
        int left = perDay;
        long minutes = Duration.between(begin, end).toMinutes();
        // Every second minute at most: a burst and the one before it then never share sixty seconds.
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < minutes / 2 - 1; slot++) {
            slots.add(slot);
        }
        Collections.shuffle(slots, chance);
        List<Arrivals> calls = new ArrayList<>();
        for (int slot : slots) {
            int size = Math.min(left, 1 + chance.nextInt(burst));
            for (int call = 0; call < size; call++) {
                Duration into = Duration.ofMinutes(2L * slot).plusMillis(chance.nextInt((int) BURST.toMillis()));
                calls.add(new Arrivals(
                        begin.plus(into), model, "client-" + chance.nextInt(CLIENTS), 100 + chance.nextInt(2_000)));
            }
            left -= size;
        }
        return calls;
    }

    /** A native request of that size. */
    byte[] body() {
        return ("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + WORD.repeat(words) + "\"}]}]}")
                .getBytes(UTF_8);
    }

    /** What Google would count of a body. */
    static long tokens(byte[] body) {
        return Math.max(1, body.length / WORD.length());
    }
}
