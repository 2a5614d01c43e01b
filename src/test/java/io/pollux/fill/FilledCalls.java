package io.pollux.fill;

import io.pollux.storage.Storage;
import io.pollux.storage.UtcTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Calls as they come in over a month: busy days, quiet nights, a few clients who ask most, and what goes wrong. */
final class FilledCalls {
    private static final String CALL =
            "call_id, attempt, caller, caller_name, dialect, operation, key_id, egress," + " ending, fault, failure";
    private static final int CLIENTS = 60;

    private final Amount amount;
    private final Random chance;
    private final List<Long> keyIds;
    private final Rows requests;
    private final Rows errors;

    FilledCalls(Storage storage, Amount amount, Random chance, List<Long> keyIds) {
        this.amount = amount;
        this.chance = chance;
        this.keyIds = keyIds;
        this.requests = new Rows(
                storage,
                "t_request_log",
                "request_time, model_name, api_key, is_success, status_code, latency_ms, first_byte_ms, prompt_tokens,"
                        + " cached_tokens, output_tokens, thought_tokens, total_tokens, waited_ms, passed_over, "
                        + CALL);
        this.errors = new Rows(
                storage,
                "t_error_logs",
                "request_time, model_name, gemini_key, error_type, error_log, error_code, " + CALL);
    }

    void write() {
        long hours = amount.span().toHours();
        Instant start = amount.end().minus(amount.span());
        double all = 0;
        for (long hour = 0; hour < hours; hour++) {
            all += busy(start.plus(Duration.ofHours(hour)), hour, hours);
        }
        double due = 0;
        int written = 0;
        for (long hour = 0; hour < hours; hour++) {
            Instant from = start.plus(Duration.ofHours(hour));
            due += busy(from, hour, hours) / all * amount.calls();
            int here = (int) Math.round(due) - written;
            for (int i = 0; i < here; i++) {
                call(written + i, from.plusMillis(3_600_000L * i / here));
            }
            written += here;
        }
        requests.write();
        errors.write();
    }

    /** How much is going on, in comparison. */
    private static double busy(Instant at, long hour, long hours) {
        ZonedDateTime local = at.atZone(ZoneOffset.ofHours(8));
        boolean weekend = local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
        double day = 1.1 - Math.cos((local.getHour() - 3) * Math.PI / 12);
        return day * (weekend ? 0.45 : 1) * (0.6 + 0.8 * hour / hours);
    }

    private void call(int number, Instant at) {
        Call call = Call.any(number, chance, client());
        double luck = chance.nextDouble();
        if (luck < 0.006) {
            error(call, at, 0, -1, Mishap.BAD_CALL, "FAILED");
            return;
        }
        int attempts = luck < 0.88 ? 1 : luck < 0.97 ? 2 : 3;
        Instant begun = at;
        for (int attempt = 1; attempt < attempts; attempt++) {
            int key = key();
            Mishap mishap = Mishap.any(chance);
            int took = 80 + chance.nextInt(700);
            request(call, begun, attempt, key, mishap, took, null);
            error(call, begun, attempt, key, mishap, attempt == attempts ? "FAILED" : null);
            begun = begun.plusMillis(took);
        }
        last(call, begun, attempts);
    }

    private void last(Call call, Instant at, int attempt) {
        double luck = chance.nextDouble();
        int key = key();
        int took = (int) Math.min(280_000, 350 + Math.exp(6.6 + 1.1 * chance.nextGaussian()));
        if (luck < 0.03) {
            Mishap mishap = Mishap.any(chance);
            request(call, at, attempt, key, mishap, took / 4, "FAILED");
            error(call, at, attempt, key, mishap, "FAILED");
        } else {
            request(call, at, attempt, key, null, took, luck < 0.045 ? "ABANDONED" : luck < 0.05 ? "CUT" : "COMPLETE");
        }
    }

    private void request(Call call, Instant at, int attempt, int key, Mishap mishap, int took, String ending) {
        boolean well = mishap == null;
        int in = well ? call.prompt() : 0;
        int out = well ? call.output() : 0;
        requests.add(
                UtcTime.column(at),
                call.model(),
                FilledKeys.masked(key),
                well,
                well ? 200 : mishap.status,
                took,
                well ? Math.min(took, 200 + chance.nextInt(900)) : null,
                well ? in : null,
                well && in > 4_000 ? in / 2 : null,
                well ? out : null,
                well && call.thinks() ? out / 2 : null,
                well ? in + out : null,
                ending != null && number(call) % 40 == 0 ? 300 + chance.nextInt(4_000) : null,
                attempt > 1 ? FilledKeys.masked(key()) + " (cooling until 08:00, STATED)" : null,
                call.id(),
                attempt,
                call.caller(),
                call.callerName(),
                call.dialect(),
                call.operation(),
                keyIds.get(key),
                "direct",
                ending,
                well ? null : mishap.fault,
                well ? null : mishap.failure);
    }

    private void error(Call call, Instant at, int attempt, int key, Mishap mishap, String ending) {
        errors.add(
                UtcTime.column(at),
                call.model(),
                key < 0 ? null : FilledKeys.masked(key),
                call.dialect() + "-chat",
                mishap.words(call.model()),
                mishap.status,
                call.id(),
                attempt,
                call.caller(),
                call.callerName(),
                call.dialect(),
                call.operation(),
                key < 0 ? null : keyIds.get(key),
                "direct",
                ending,
                mishap.fault,
                mishap.failure);
    }

    private static int number(Call call) {
        return call.output();
    }

    /** Some keys are asked more than others. */
    private int key() {
        return (int) (keyIds.size() * Math.pow(chance.nextDouble(), 1.4));
    }

    private int client() {
        return (int) (CLIENTS * Math.pow(chance.nextDouble(), 2.2));
    }

    /** What is the same in all attempts. */
    private record Call(
            String id,
            String caller,
            String callerName,
            String dialect,
            String operation,
            String model,
            int prompt,
            int output,
            boolean thinks) {
        private static final List<String> MODELS = List.of(
                "gemini-2.5-flash",
                "gemini-2.5-pro",
                "gemini-2.5-flash-lite",
                "gemini-3-pro-preview",
                "gemini-2.0-flash",
                "gemini-embedding-001");

        static Call any(int number, Random chance, int client) {
            int model = (int) (MODELS.size() * Math.pow(chance.nextDouble(), 2));
            boolean embeds = model == MODELS.size() - 1;
            int prompt = (int) Math.min(900_000, 20 + Math.exp(6.2 + 1.5 * chance.nextGaussian()));
            int output = embeds ? 0 : (int) Math.min(60_000, 5 + Math.exp(5.4 + 1.2 * chance.nextGaussian()));
            return new Call(
                    String.format(Locale.ROOT, "%016x%08x", chance.nextLong(), number),
                    String.format(Locale.ROOT, "%012x", 0x5bd1e995L * (client + 17)),
                    "team-" + client,
                    chance.nextInt(10) < 6 ? "openai" : "gemini",
                    embeds ? "EMBED" : chance.nextInt(10) < 6 ? "STREAM" : "GENERATE",
                    MODELS.get(model),
                    prompt,
                    output,
                    MODELS.get(model).contains("pro"));
        }
    }

    /** What goes wrong. */
    private enum Mishap {
        QUOTA(429, "PROJECT", "QuotaSpent", "RESOURCE_EXHAUSTED"),
        OVERLOADED(503, "MODEL", "ModelOverloaded", "UNAVAILABLE"),
        KEY(400, "KEY", "KeyRefused", "INVALID_ARGUMENT"),
        GOOGLE(500, "GOOGLE", "GoogleFailed", "INTERNAL"),
        BAD_CALL(400, "CLIENT", "BadCall", "INVALID_ARGUMENT");

        private final int status;
        private final String fault;
        private final String failure;
        private final String name;

        Mishap(int status, String fault, String failure, String name) {
            this.status = status;
            this.fault = fault;
            this.failure = failure;
            this.name = name;
        }

        static Mishap any(Random chance) {
            int luck = chance.nextInt(100);
            return luck < 70 ? QUOTA : luck < 90 ? OVERLOADED : luck < 95 ? KEY : GOOGLE;
        }

        String words(String model) {
            return "{\"error\": {\"code\": " + status + ", \"message\": \"What Google says when a call for " + model
                    + " does not come to a good end: you exceeded your current quota, please check your plan and billing"
                    + " details, or try again later.\", \"status\": \"" + name + "\", \"details\": [{\"@type\":"
                    + " \"type.googleapis.com/google.rpc.Help\", \"links\": [{\"description\": \"Learn more\"}]}]}}";
        }
    }
}
