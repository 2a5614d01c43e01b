package io.pollux.admin.api;

import io.pollux.housekeeping.CheckRound;
import io.pollux.housekeeping.CheckRound.Result;
import io.pollux.housekeeping.KeyCheck;
import io.pollux.housekeeping.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Has Google asked about keys and waits for what it says: for a request that wants the outcome in its answer. */
final class Verification {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private Verification() {}

    /** One result for each key; of those that were not asked about in time it is not known. */
    static Map<Long, Result> of(KeyCheck checks, List<Long> ids) {
        CheckRound round = checks.check(ids);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!round.finished() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE);
        }
        round.cancel();
        Map<Long, Result> results = new LinkedHashMap<>();
        round.results().forEach(result -> results.put(result.keyId(), result));
        ids.forEach(id -> results.putIfAbsent(id, new Result(id, Verdict.UNREACHABLE, "It took too long to ask")));
        return results;
    }

    static String words(Result result) {
        return result.words().isEmpty() ? result.verdict().name() : result.words();
    }

    /** Google's status as far as the verdict tells it. */
    static int code(Verdict verdict) {
        return switch (verdict) {
            case VALID -> 200;
            case INVALID -> 400;
            case RATE_LIMITED -> 429;
            case UNREACHABLE -> 503;
            case UNCLEAR -> 500;
        };
    }
}
