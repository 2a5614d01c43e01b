package io.pollux.fill;

import io.pollux.exchange.Ending;
import io.pollux.exchange.PassedOver;
import io.pollux.exchange.Usage;
import io.pollux.journal.tally.Counted;
import io.pollux.journal.tally.Counted.Attempt;
import io.pollux.pool.QuotaDay;
import io.pollux.storage.Storage;
import io.pollux.storage.Transaction;
import io.pollux.storage.UtcTime;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Calls as they come in over a month: busy days, quiet nights, a few clients who ask most, and what goes wrong. */
final class FilledCalls {
    private static final String CALL =
            "call_id, attempt, caller, caller_name, dialect, operation, key_id, egress," + " ending, fault, failure";
    private static final int CLIENTS = 60;

    private final Storage storage;
    private final Amount amount;
    private final Random chance;
    private final Fates fates;
    private final Rows requests;
    private final Rows errors;
    private List<Long> keyIds = List.of();
    /** H2 takes a text for the content of a JSON column, and not for JSON. */
    private boolean bytes;

    FilledCalls(Storage storage, Amount amount, Random chance, Fates fates) {
        this.storage = storage;
        this.amount = amount;
        this.chance = chance;
        this.fates = fates;
        this.requests = new Rows(
                storage,
                "t_request_log",
                "request_time, model_name, api_key, is_success, status_code, latency_ms, first_byte_ms, prompt_tokens,"
                        + " cached_tokens, output_tokens, thought_tokens, total_tokens, waited_ms, passed_over, "
                        + CALL);
        this.errors = new Rows(
                storage,
                "t_error_logs",
                "request_time, model_name, gemini_key, error_type, error_log, error_code, request_msg, " + CALL);
    }

    /** Whose calls they are: the rows of the keys, by their numbers. */
    void of(List<Long> ids) {
        keyIds = ids;
    }

    /** @param told hears of every call as the journal would count it */
    void write(Consumer<Counted> told) {
        bytes = storage.inTransaction(FilledCalls::isH2);
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
                told.accept(call(written + i, from.plusMillis(3_600_000L * i / here)));
            }
            written += here;
        }
        requests.write();
        errors.write();
    }

    private static boolean isH2(Transaction transaction) {
        try {
            return transaction
                    .connection()
                    .getMetaData()
                    .getDatabaseProductName()
                    .equals("H2");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How much is going on, in comparison. */
    private static double busy(Instant at, long hour, long hours) {
        ZonedDateTime local = at.atZone(ZoneOffset.ofHours(8));
        boolean weekend = local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
        double day = 1.1 - Math.cos((local.getHour() - 3) * Math.PI / 12);
        return day * (weekend ? 0.45 : 1) * (0.6 + 0.8 * hour / hours);
    }

    private Counted call(int number, Instant at) {
        Call call = Call.any(number, chance, client());
        double luck = chance.nextDouble();
        if (luck < 0.006) {
            error(call, at, 0, -1, Mishap.BAD_CALL, Ending.FAILED);
            Outcome refused = new Outcome(Ending.FAILED, Usage.NONE, Optional.empty(), Duration.ZERO);
            return counted(call, at, refused, Optional.of(Mishap.BAD_CALL.failure), List.of());
        }
        int attempts = luck < 0.88 ? 1 : luck < 0.97 ? 2 : 3;
        List<Attempt> tries = new ArrayList<>(attempts);
        Instant begun = at;
        for (int attempt = 1; attempt < attempts; attempt++) {
            Mishap mishap = Mishap.any(chance);
            int key = key(mishap, begun);
            int took = 80 + chance.nextInt(700);
            request(call, begun, attempt, key, mishap, took, null);
            error(call, begun, attempt, key, mishap, null);
            tries.add(attempt(begun, key, mishap));
            begun = begun.plusMillis(took);
        }
        return last(call, at, begun, tries);
    }

    private Counted last(Call call, Instant receivedAt, Instant at, List<Attempt> tries) {
        double luck = chance.nextDouble();
        int attempt = tries.size() + 1;
        int took = (int) Math.min(280_000, 350 + Math.exp(6.6 + 1.1 * chance.nextGaussian()));
        Duration before = Duration.between(receivedAt, at);
        if (luck < 0.03) {
            Mishap mishap = Mishap.any(chance);
            int key = key(mishap, at);
            request(call, at, attempt, key, mishap, took / 4, Ending.FAILED);
            error(call, at, attempt, key, mishap, Ending.FAILED);
            tries.add(attempt(at, key, mishap));
            Outcome failed = new Outcome(Ending.FAILED, Usage.NONE, Optional.empty(), before.plusMillis(took / 4));
            return counted(call, receivedAt, failed, Optional.empty(), tries);
        }
        Ending ending = luck < 0.045 ? Ending.ABANDONED : luck < 0.05 ? Ending.CUT : Ending.COMPLETE;
        int key = key(at);
        int first = request(call, at, attempt, key, null, took, ending);
        tries.add(attempt(at, key, null));
        Outcome outcome =
                new Outcome(ending, call.usage(), Optional.of(before.plusMillis(first)), before.plusMillis(took));
        return counted(call, receivedAt, outcome, Optional.empty(), tries);
    }

    /** How a call ended, as it is counted. */
    private record Outcome(Ending ending, Usage usage, Optional<Duration> firstByte, Duration took) {}

    private static Counted counted(
            Call call, Instant at, Outcome outcome, Optional<String> refusal, List<Attempt> tries) {
        return new Counted(
                at,
                call.dialect(),
                call.model(),
                call.callerName(),
                Optional.of(outcome.ending()),
                outcome.usage(),
                outcome.firstByte(),
                outcome.took(),
                refusal,
                List.copyOf(tries));
    }

    private Attempt attempt(Instant at, int key, Mishap mishap) {
        return new Attempt(
                at,
                keyIds.get(key),
                FilledKeys.projectOf(key, amount).map(FilledKeys::scope).orElse(""),
                mishap == null,
                Optional.ofNullable(mishap).map(what -> what.failure));
    }

    /** @return after how many milliseconds there was a first byte; 0 when there was none */
    private int request(Call call, Instant at, int attempt, int key, Mishap mishap, int took, Ending ending) {
        boolean well = mishap == null;
        Usage usage = well ? call.usage() : Usage.NONE;
        int first = well ? Math.min(took, 200 + chance.nextInt(900)) : 0;
        requests.add(
                UtcTime.column(at),
                call.model(),
                FilledKeys.masked(key),
                well,
                well ? 200 : mishap.status,
                took,
                some(first),
                some(usage.prompt()),
                some(usage.cached()),
                some(usage.candidates()),
                some(usage.thoughts()),
                some(usage.total()),
                ending != null && call.output() % 40 == 1 ? 300 + chance.nextInt(4_000) : null,
                attempt > 1 ? passedOver(at) : null,
                call.id(),
                attempt,
                call.caller(),
                call.callerName(),
                call.dialect(),
                call.operation(),
                keyIds.get(key),
                "direct",
                ending == null ? null : ending.name(),
                well ? null : mishap.fault,
                well ? null : mishap.failure);
        return first;
    }

    private void error(Call call, Instant at, int attempt, int key, Mishap mishap, Ending ending) {
        errors.add(
                UtcTime.column(at),
                call.model(),
                key < 0 ? null : FilledKeys.masked(key),
                call.errorType(),
                mishap.words(call.model()),
                mishap.status,
                call.output() % 4 == 0 ? json(call.request()) : null,
                call.id(),
                attempt,
                call.caller(),
                call.callerName(),
                call.dialect(),
                call.operation(),
                key < 0 ? null : keyIds.get(key),
                "direct",
                ending == null ? null : ending.name(),
                mishap.fault,
                mishap.failure);
    }

    private Object json(String text) {
        return bytes ? text.getBytes(StandardCharsets.UTF_8) : text;
    }

    private static Integer some(int number) {
        return number == 0 ? null : number;
    }

    private String passedOver(Instant at) {
        Instant until = QuotaDay.endOf(at);
        List<PassedOver.Key> named = List.of(
                new PassedOver.Key(FilledKeys.masked(key(at)), PassedOver.Why.COOLING, until, "STATED"),
                new PassedOver.Key(FilledKeys.masked(key(at)), PassedOver.Why.SET_ASIDE, Instant.EPOCH, "INVALID"));
        return new PassedOver(named, chance.nextInt(300), chance.nextInt(40), 0, 0).text();
    }

    /** Some keys are asked more than others. */
    private int key(Instant at) {
        int key = (int) (keyIds.size() * Math.pow(chance.nextDouble(), 1.4));
        return fates.lends(key, at) ? key : key(at);
    }

    /** What Google has against a key it says when it is about to be refused. */
    private int key(Mishap mishap, Instant at) {
        return mishap == Mishap.KEY ? fates.refusedNext(at).orElseGet(() -> key(at)) : key(at);
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

        Usage usage() {
            int thoughts = thinks ? output / 2 : 0;
            int cached = prompt > 4_000 ? prompt / 2 : 0;
            return new Usage(prompt, cached, output, thoughts, 0, prompt + output + thoughts);
        }

        /** As the journal calls the errors of such calls. */
        String errorType() {
            return switch (operation) {
                case "STREAM" -> dialect + "-chat-stream";
                case "GENERATE" -> dialect + "-chat-non-stream";
                default -> dialect.equals("gemini") ? "gemini-embed-single" : dialect + "-embedding";
            };
        }

        String request() {
            return "{\"contents\": [{\"role\": \"user\", \"parts\": [{\"text\": \"Sum up the minutes of meeting " + id
                    + " in five lines, and say who has promised what until when.\"}]}], \"generationConfig\":"
                    + " {\"temperature\": 0.4, \"maxOutputTokens\": 2048}}";
        }

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
        QUOTA(
                429,
                "PROJECT",
                "QuotaSpent",
                "RESOURCE_EXHAUSTED",
                "You exceeded your current quota, please check your plan and billing details. For more information on"
                        + " this error, head over to: https://ai.google.dev/gemini-api/docs/rate-limits."),
        OVERLOADED(503, "MODEL", "ModelOverloaded", "UNAVAILABLE", "The model is overloaded. Please try again later."),
        KEY(400, "KEY", "KeyRefused", "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
        GOOGLE(
                500,
                "GOOGLE",
                "GoogleFailed",
                "INTERNAL",
                "An internal error has occurred. Please retry or report in"
                        + " https://developers.generativeai.google/guide/troubleshooting"),
        BAD_CALL(
                400,
                "CLIENT",
                "BadCall",
                "INVALID_ARGUMENT",
                "Invalid value at 'generation_config.max_output_tokens' (TYPE_INT32), \\\"many\\\"");

        private final int status;
        private final String fault;
        private final String failure;
        private final String name;
        private final String message;

        Mishap(int status, String fault, String failure, String name, String message) {
            this.status = status;
            this.fault = fault;
            this.failure = failure;
            this.name = name;
            this.message = message;
        }

        static Mishap any(Random chance) {
            int luck = chance.nextInt(100);
            return luck < 71 ? QUOTA : luck < 93 ? OVERLOADED : luck < 95 ? KEY : GOOGLE;
        }

        String words(String model) {
            String violation = this == QUOTA
                    ? ", {\"@type\": \"type.googleapis.com/google.rpc.QuotaFailure\", \"violations\":"
                            + " [{\"quotaMetric\":"
                            + " \"generativelanguage.googleapis.com/generate_content_free_tier_requests\", \"quotaId\":"
                            + " \"GenerateRequestsPerDayPerProjectPerModel-FreeTier\", \"quotaDimensions\": {\"model\":"
                            + " \""
                            + model + "\", \"location\": \"global\"}, \"quotaValue\": \"250\"}]}"
                    : "";
            return "{\"error\": {\"code\": " + status + ", \"message\": \"" + message + "\", \"status\": \"" + name
                    + "\", \"details\": [{\"@type\": \"type.googleapis.com/google.rpc.Help\", \"links\":"
                    + " [{\"description\": \"Learn more about Gemini API quotas\", \"url\":"
                    + " \"https://ai.google.dev/gemini-api/docs/rate-limits\"}]}" + violation + "]}}";
        }
    }
}
