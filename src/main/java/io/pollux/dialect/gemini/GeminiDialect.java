package io.pollux.dialect.gemini;

import io.pollux.dialect.Dialect;
import io.pollux.dialect.ErrorReply;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.ReplyWriter;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Report;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Gemini's own dialect: what the client sends is what Google gets, byte for byte, unless a setting or a suffix of the
 * model's name adds to it; and what Google answers is what the client gets.
 */
public final class GeminiDialect implements Dialect {
    private static final byte[] NO_BODY = {};

    private final Supplier<Preferences> preferences;

    public GeminiDialect(Supplier<Preferences> preferences) {
        this.preferences = preferences;
    }

    /** What a client is told that asks for a part of Gemini's surface which Pollux has not got yet. */
    public static Failure unserved(String path) {
        return new Failure.BadCall(Report.of(
                404, "NOT_FOUND", "This gateway does not serve " + path + " yet. It serves models and their methods."));
    }

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public GeminiCall read(ClientCall call) {
        Preferences current = preferences.get();
        ModelName model = model(call, current);
        byte[] body = body(call, model, current);
        return new GeminiCall(
                call.operation(),
                call.kind(),
                call.version(),
                model.upstream(),
                Outgoing.query(call.query()),
                Outgoing.headers(call.headers()),
                body,
                conversation(call, body, current));
    }

    @Override
    public ReplyWriter writer(ClientCall clientCall, GeminiCall geminiCall) {
        return switch (clientCall.operation()) {
            case STREAM -> stream(clientCall);
            case GENERATE -> generated(clientCall);
            case LIST_MODELS -> WholeWriter.data(new ModelList(preferences.get().models())::listed);
            case GET_MODEL -> renamed(clientCall);
            case COUNT_TOKENS, EMBED, BATCH_EMBED, PREDICT -> WholeWriter.data(json -> json);
        };
    }

    @Override
    public ErrorReply failure(Failure failure, ClientCall call) {
        return GeminiError.of(failure).reply();
    }

    @Override
    public GeminiCall withoutSignatures(GeminiCall call) {
        byte[] repaired = Signatures.replaced(call.body());
        if (repaired == call.body()) {
            return call;
        }
        return call.withBody(repaired);
    }

    private static ModelName model(ClientCall call, Preferences current) {
        return call.operation() == Operation.LIST_MODELS
                ? new ModelName("", "", Set.of())
                : ModelName.served(call.model(), current.models());
    }

    private static long conversation(ClientCall call, byte[] body, Preferences current) {
        return switch (call.operation()) {
            case GENERATE, STREAM -> Conversation.of(call, Optional.empty(), "", body, current);
            case COUNT_TOKENS, EMBED, BATCH_EMBED, PREDICT, LIST_MODELS, GET_MODEL -> 0;
        };
    }

    /** Also when nothing is added the body is looked through: what is not JSON must not cost a key. */
    private static byte[] body(ClientCall call, ModelName model, Preferences current) {
        return switch (call.operation()) {
            case GENERATE, STREAM -> Additions.to(call.body(), model, current);
            case COUNT_TOKENS -> CountBody.named(call.body(), model);
            case EMBED, BATCH_EMBED, PREDICT -> checked(call.body());
            case LIST_MODELS, GET_MODEL -> NO_BODY;
        };
    }

    private static byte[] checked(byte[] body) {
        Walk.request(body, walk -> {});
        return body;
    }

    private static ReplyWriter stream(ClientCall call) {
        Framing framing = Outgoing.events(call.query()) ? Framing.EVENTS : Framing.ARRAY;
        return Outgoing.partial(call) ? StreamWriter.partial(framing) : StreamWriter.whole(framing);
    }

    private static ReplyWriter generated(ClientCall call) {
        return Outgoing.partial(call) ? WholeWriter.data(json -> json) : WholeWriter.generated();
    }

    private ReplyWriter renamed(ClientCall call) {
        Preferences.Models models = preferences.get().models();
        ModelName name = ModelName.of(call.model(), models);
        return WholeWriter.data(json -> new ModelList(models).renamed(json, name));
    }
}
