package io.pollux.dialect.openai;

import io.pollux.dialect.Dialect;
import io.pollux.dialect.ErrorReply;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.ReplyWriter;
import io.pollux.dialect.gemini.ModelName;
import io.pollux.dialect.gemini.Signatures;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Operation;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * OpenAI's dialect over Gemini's native surface. Chat completions come as {@link Operation#GENERATE}, streamed if the
 * body says so; embeddings as {@link Operation#BATCH_EMBED}, whether of one text or several; and the two that read the
 * model list.
 */
public final class OpenAiDialect implements Dialect {
    static final Map<String, String> HEADERS = Map.of("content-type", "application/json");

    private static final byte[] NO_BODY = {};
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 24;

    private final Supplier<Preferences> preferences;
    private final Supplier<? extends RandomGenerator> chance;
    private final SignatureMemory memory;
    private final ChatReader chatReader;

    /** @param chance a source for each call's use: names of tool calls are drawn from it */
    public OpenAiDialect(Supplier<Preferences> preferences, Clock clock, Supplier<? extends RandomGenerator> chance) {
        this.preferences = preferences;
        this.chance = chance;
        this.memory = new SignatureMemory(SignatureMemory.Bounds.USUAL, clock);
        this.chatReader = new ChatReader(memory);
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public GeminiCall read(ClientCall call) {
        Preferences current = preferences.get();
        return switch (call.operation()) {
            case GENERATE, STREAM -> chatReader.read(call, current);
            case EMBED, BATCH_EMBED -> EmbeddingReader.read(call, current);
            case LIST_MODELS -> models(call, "", "pageSize=1000");
            case GET_MODEL ->
                models(call, ModelName.served(call.model(), current.models()).upstream(), "");
            case COUNT_TOKENS, PREDICT ->
                throw FailureException.badCall(
                        "OpenAI's API has no " + call.operation().verb());
        };
    }

    @Override
    public ReplyWriter writer(ClientCall clientCall, GeminiCall geminiCall) {
        Preferences current = preferences.get();
        return switch (geminiCall.operation()) {
            case STREAM -> new ChunkStream(answer(clientCall, current));
            case GENERATE -> new WholeReply(answer(clientCall, current));
            case EMBED, BATCH_EMBED -> {
                Wish wish = Wish.of(clientCall.body());
                yield new EmbeddingReply(requested(wish, clientCall, current).requested(), wish.base64());
            }
            case LIST_MODELS -> ModelReply.list(current.models());
            case GET_MODEL ->
                ModelReply.one(
                        current.models(), ModelName.bare(clientCall.model().strip()));
            case COUNT_TOKENS, PREDICT -> throw new IllegalArgumentException("Never read: " + geminiCall.operation());
        };
    }

    @Override
    public ErrorReply failure(Failure failure, ClientCall call) {
        return ErrorShape.of(failure);
    }

    @Override
    public GeminiCall withoutSignatures(GeminiCall call) {
        byte[] body = Signatures.replaced(call.body());
        if (body == call.body()) {
            return call;
        }
        return call.withBody(body);
    }

    /** The model list is read without a body. */
    private static GeminiCall models(ClientCall call, String model, String query) {
        return new GeminiCall(call.operation(), call.kind(), call.version(), model, query, HEADERS, NO_BODY, 0);
    }

    private Answer answer(ClientCall call, Preferences current) {
        Wish wish = Wish.of(call.body());
        return new Answer(
                "chatcmpl-" + call.id(),
                call.receivedAt().getEpochSecond(),
                requested(wish, call, current),
                wish,
                current,
                new CallerSignatures(memory, call.caller()),
                this::callId);
    }

    private static ModelName requested(Wish wish, ClientCall call, Preferences current) {
        return ModelName.of(wish.model().isBlank() ? call.model() : wish.model(), current.models());
    }

    private String callId() {
        RandomGenerator random = chance.get();
        StringBuilder id = new StringBuilder("call_");
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
