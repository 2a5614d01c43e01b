package io.pollux.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.testing.QuotaErrors.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The answers a script chooses from: good ones, odd ones, refusals. When and how whole they arrive, {@link Answer} says. */
public final class Answers {
    private static final int EVENTS = 4;

    private Answers() {}

    // Good ones

    /** What the fake would say without a script; of use with a delay or a fault. */
    public static Answer usual() {
        return Answer.of(call -> Habits.reply(call, key -> true));
    }

    public static Answer text(String text) {
        return text(text, EVENTS);
    }

    /** The text over that many events. */
    public static Answer text(String text, int events) {
        return turn(Turn.ofTexts(Echo.pieces(text, events)));
    }

    /** One event for each piece. */
    public static Answer pieces(String... pieces) {
        return turn(Turn.ofTexts(List.of(pieces)));
    }

    public static Answer text(String text, Tokens tokens) {
        return turn(Turn.ofTexts(Echo.pieces(text, EVENTS)).costing(tokens));
    }

    public static Answer thinking(String thought, String text) {
        return turn(Turn.of(List.of(List.of(Part.thought(thought)), List.of(Part.text(text)))));
    }

    /** A function call as older models make it: without id and signature. */
    public static Answer toolCall(String function, String args) {
        return turn(Turn.ofParts(Part.functionCall(function, Json.parse(args), Optional.empty())));
    }

    /** A function call as Gemini 3 makes it. */
    public static Answer toolCall(String id, String function, String args, String signature) {
        return turn(Turn.ofParts(
                Part.functionCall(function, Json.parse(args), Optional.of(id)).put("thoughtSignature", signature)));
    }

    /** Parts in one event, each as JSON: whatever the other methods do not make. */
    public static Answer parts(String... parts) {
        return turn(Turn.ofParts(
                Arrays.stream(parts).map(part -> (ObjectNode) Json.parse(part)).toArray(ObjectNode[]::new)));
    }

    public static Answer image(String text, String mimeType, byte[] image) {
        return turn(Turn.ofParts(Part.text(text), Part.image(mimeType, image)));
    }

    /** Text that ends for another reason than STOP: {@code MAX_TOKENS}, {@code SAFETY} and so on. */
    public static Answer finishing(String reason, String text) {
        return turn(Turn.ofTexts(Echo.pieces(text, EVENTS)).finishing(reason));
    }

    /** Events as they are, each as JSON. Where no stream was asked for they are merged into one. */
    public static Answer events(String... events) {
        List<ObjectNode> parsed = Arrays.stream(events)
                .map(event -> (ObjectNode) Json.parse(event))
                .toList();
        return Answer.of(call -> new Reply.Events(parsed));
    }

    /** A stream for measuring, see README; each text carries the moment for which it was due. */
    public static Answer paced(int events, Duration period) {
        return Answer.of(call -> new Reply.Steady(events, period));
    }

    // Odd ones

    /** STOP without any part. */
    public static Answer stopWithoutParts() {
        return turn(Turn.of(List.of()));
    }

    /** Neither candidates nor feedback. */
    public static Answer noCandidates() {
        return Answer.of(call -> {
            ObjectNode event = Json.object();
            event.set("usageMetadata", new Tokens(4, 0, 0, 0).whole());
            return Reply.of(event.put("modelVersion", call.model()));
        });
    }

    /** @param reason such as {@code PROHIBITED_CONTENT} */
    public static Answer promptBlocked(String reason) {
        return Answer.of(call -> {
            ObjectNode event = Json.object();
            event.putObject("promptFeedback").put("blockReason", reason);
            event.set("usageMetadata", new Tokens(4, 0, 0, 0).whole());
            return Reply.of(event.put("modelVersion", call.model()));
        });
    }

    /** Any status, type and bytes; unframed. */
    public static Answer raw(int status, String contentType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Answer.of(call -> new Reply.Raw(status, contentType, bytes));
    }

    // Refusals

    public static Answer error(GoogleError error) {
        return Answer.of(call -> new Reply.Failed(error));
    }

    public static Answer error(Function<ReceivedCall, GoogleError> error) {
        return Answer.of(call -> new Reply.Failed(error.apply(call)));
    }

    /** The requests of the day are used up. The delay is as meaningless as Google's own. */
    public static Answer dailyQuota() {
        return quota("38s", Violation.REQUESTS_PER_DAY);
    }

    public static Answer minuteQuota() {
        return minuteQuota("33s");
    }

    public static Answer minuteQuota(String retryDelay) {
        return quota(retryDelay, Violation.REQUESTS_PER_MINUTE);
    }

    public static Answer tokenQuota(String retryDelay) {
        return quota(retryDelay, Violation.TOKENS_PER_MINUTE);
    }

    /** Minute, day and tokens in one body, the worst in the middle. */
    public static Answer severalQuotas() {
        return quota("12.5s", Violation.REQUESTS_PER_MINUTE, Violation.REQUESTS_PER_DAY, Violation.TOKENS_PER_MINUTE);
    }

    /** {@code limit: 0}: this project has no free quota for the model at all. */
    public static Answer noQuotaAtAll() {
        return quota("41s", Violation.REQUESTS_PER_DAY.limitedTo(0), Violation.REQUESTS_PER_MINUTE.limitedTo(0));
    }

    /** @param retryDelay in Google's form; empty for none */
    public static Answer quota(String retryDelay, Violation... violations) {
        return error(call -> QuotaErrors.quota(call.model(), List.of(violations), retryDelay));
    }

    public static Answer quotaWithoutDetails() {
        return error(QuotaErrors.withoutDetails());
    }

    public static Answer quotaHelpOnly() {
        return error(QuotaErrors.helpOnly());
    }

    public static Answer spendingCap() {
        return error(QuotaErrors.spendingCap());
    }

    public static Answer capacityExhausted(int code) {
        return error(call -> QuotaErrors.capacityExhausted(call.model(), code));
    }

    public static Answer keyInvalid() {
        return error(GoogleErrors.keyInvalid());
    }

    public static Answer keyExpired() {
        return error(GoogleErrors.keyExpired());
    }

    public static Answer keyLeaked() {
        return error(GoogleErrors.keyLeaked());
    }

    public static Answer keySuspended() {
        return error(call -> GoogleErrors.keySuspended(call.key()));
    }

    public static Answer serviceDisabled() {
        return error(GoogleErrors.serviceDisabled());
    }

    public static Answer locationUnsupported() {
        return error(GoogleErrors.locationUnsupported());
    }

    public static Answer unauthenticated() {
        return error(GoogleErrors.tokenTypeUnsupported());
    }

    public static Answer signatureCorrupted() {
        return error(GoogleErrors.signatureCorrupted());
    }

    public static Answer modelNotFound() {
        return error(call -> GoogleErrors.modelNotFound(call.model(), call.version(), call.operation()));
    }

    public static Answer modelClosed() {
        return error(call -> GoogleErrors.modelClosed(call.model()));
    }

    public static Answer internal() {
        return error(GoogleErrors.internal());
    }

    public static Answer overloaded() {
        return error(GoogleErrors.overloaded());
    }

    public static Answer deadlineExceeded() {
        return error(GoogleErrors.deadlineExceeded());
    }

    /** What a front end says when nothing behind it answers. */
    public static Answer badGateway() {
        return raw(
                502,
                "text/html; charset=UTF-8",
                "<!DOCTYPE html>\n<html lang=en>\n<title>Error 502 (Server Error)!!1</title>\n"
                        + "<p><b>502.</b> <ins>That’s an error.</ins>\n<p>The server encountered a temporary error and"
                        + " could not complete your request.<p>Please try again in 30 seconds.\n");
    }

    static Answer turn(Turn turn) {
        return Answer.of(turn::reply);
    }
}
