package io.pollux.dialect.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.dialect.gemini.GeminiEvent;
import io.pollux.dialect.gemini.Json;
import io.pollux.dialect.gemini.Tally;
import io.pollux.exchange.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** A chat's answer in one piece: an object {@code chat.completion}. */
final class WholeReply extends OnePiece {
    private final Answer answer;
    private final Tally tally = new Tally();

    WholeReply(Answer answer) {
        this.answer = answer;
    }

    @Override
    byte[] translated(byte[] json) throws IOException {
        GeminiEvent event = GeminiEvent.parse(json);
        tally.add(event);
        if (allBroken(event)) {
            JsonNode first = event.candidates().get(0);
            throw FinishReason.breakdown(
                    event.finishReason().orElse(""), first.path("finishMessage").asText(""));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length + 512);
        try (JsonGenerator out = Json.generator(bytes)) {
            completion(event, out);
        }
        return bytes.toByteArray();
    }

    private void completion(GeminiEvent event, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", answer.id());
        out.writeStringField("object", "chat.completion");
        out.writeNumberField("created", answer.created());
        out.writeStringField("model", answer.model().requested());
        out.writeArrayFieldStart("choices");
        int position = 0;
        for (JsonNode candidate : event.candidates()) {
            choice(candidate, candidate.path("index").asInt(position), out);
            position++;
        }
        if (position == 0) {
            blank(event, out);
        }
        out.writeEndArray();
        out.writeFieldName("usage");
        Shapes.usage(out, tally.usage());
        out.writeEndObject();
    }

    private void choice(JsonNode candidate, int index, JsonGenerator out) throws IOException {
        Message message = Message.of(candidate, answer);
        out.writeStartObject();
        out.writeNumberField("index", index);
        out.writeFieldName("message");
        message.write(out, answer.wish().functions());
        Shapes.probabilities(out, candidate.path("logprobsResult"));
        String reason = GeminiEvent.finishReason(candidate).orElse("STOP");
        out.writeStringField(
                "finish_reason", FinishReason.of(reason, message.calls().isEmpty() ? "" : answer.callWord()));
        out.writeEndObject();
    }

    /** A blocked prompt is an answer, not an error: clients read it from the finish reason. */
    private void blank(GeminiEvent event, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("index", 0);
        out.writeObjectFieldStart("message");
        out.writeStringField("role", "assistant");
        out.writeStringField("content", "");
        if (event.blocked()) {
            out.writeStringField("refusal", Shapes.refusal(event));
        } else {
            out.writeNullField("refusal");
        }
        out.writeEndObject();
        out.writeNullField("logprobs");
        out.writeStringField("finish_reason", event.blocked() ? FinishReason.FILTER : FinishReason.STOP);
        out.writeEndObject();
    }

    private static boolean allBroken(GeminiEvent event) {
        List<JsonNode> candidates = event.candidates();
        return !candidates.isEmpty()
                && candidates.stream().allMatch(candidate -> GeminiEvent.finishReason(candidate)
                        .filter(FinishReason::broken)
                        .isPresent());
    }

    @Override
    public boolean empty() {
        return tally.empty();
    }

    @Override
    public Usage usage() {
        return tally.usage();
    }
}
