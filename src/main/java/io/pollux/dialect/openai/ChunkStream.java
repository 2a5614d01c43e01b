package io.pollux.dialect.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.dialect.ReplyWriter;
import io.pollux.dialect.gemini.GeminiEvent;
import io.pollux.dialect.gemini.Json;
import io.pollux.dialect.gemini.Tally;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A chat's answer as a stream of {@code chat.completion.chunk} events. */
final class ChunkStream implements ReplyWriter {
    private static final byte[] HEARTBEAT = ": keepalive\n\n".getBytes(StandardCharsets.UTF_8);
    private static final int KEPT_BUFFER = 64 * 1024;

    private final Answer answer;
    private final ChunkFrame frame;
    private final Tally tally = new Tally();
    private final SortedMap<Integer, ChoiceStream> choices = new TreeMap<>();
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

    ChunkStream(Answer answer) {
        this.answer = answer;
        this.frame = new ChunkFrame(answer);
    }

    @Override
    public String contentType() {
        return "text/event-stream; charset=utf-8";
    }

    @Override
    public byte[] event(byte[] json) {
        GeminiEvent event = GeminiEvent.parse(json);
        tally.add(event);
        List<JsonNode> candidates = event.candidates();
        candidates.forEach(ChunkStream::refuseBroken);
        return written(out -> {
            int position = 0;
            for (JsonNode candidate : candidates) {
                choice(candidate.path("index").asInt(position)).take(candidate, out);
                position++;
            }
            if (event.blocked()) {
                choice(0).refuse(Shapes.refusal(event), out);
            }
        });
    }

    @Override
    public byte[] end() {
        return written(out -> {
            choice(0);
            for (ChoiceStream choice : choices.values()) {
                choice.end(out);
            }
            if (answer.wish().usage()) {
                frame.usage(tally.usage(), out);
            }
            out.writeRaw("data: [DONE]\n\n");
        });
    }

    /** In the middle of a stream an error event is all there is; after it nothing may follow, least of all [DONE]. */
    @Override
    public List<byte[]> failed(Failure failure) {
        ByteArrayOutputStream event = new ByteArrayOutputStream(256);
        event.writeBytes("data: ".getBytes(StandardCharsets.UTF_8));
        event.writeBytes(ErrorShape.of(failure).body());
        event.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return List.of(event.toByteArray());
    }

    @Override
    public boolean finished() {
        return tally.finished();
    }

    @Override
    public boolean empty() {
        return tally.empty();
    }

    @Override
    public Usage usage() {
        return tally.usage();
    }

    @Override
    public byte[] heartbeat() {
        return HEARTBEAT.clone();
    }

    private ChoiceStream choice(int index) {
        return choices.computeIfAbsent(index, number -> new ChoiceStream(answer, frame, number));
    }

    private static void refuseBroken(JsonNode candidate) {
        GeminiEvent.finishReason(candidate).filter(FinishReason::broken).ifPresent(reason -> {
            throw FinishReason.breakdown(reason, candidate.path("finishMessage").asText(""));
        });
    }

    private byte[] written(Writing writing) {
        try (JsonGenerator out = Json.generator(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] done = bytes.toByteArray();
        if (done.length > KEPT_BUFFER) {
            bytes = new ByteArrayOutputStream(1024);
        }
        bytes.reset();
        return done;
    }

    private interface Writing {
        void to(JsonGenerator out) throws IOException;
    }
}
