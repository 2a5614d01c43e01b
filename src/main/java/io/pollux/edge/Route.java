package io.pollux.edge;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;

/**
 * Where an outer path leads.
 *
 * @param speech the dialect the path belongs to, also for its errors
 * @param desk what waits at the end of the path
 * @param operation what is asked; meaningless unless the desk is {@link Desk#MODELS}
 * @param kind the key pool that the path names
 * @param version the version segment of a Gemini path, else empty
 * @param model the model that the path names, else empty
 */
record Route(Speech speech, Desk desk, Operation operation, KeyKind kind, String version, String model) {
    /** The dialects that have paths. */
    enum Speech {
        GEMINI,
        OPENAI
    }

    /** What a path can lead to. */
    enum Desk {
        /** A model call. */
        MODELS(Access.Policy.CLIENT),
        /** A part of Google's surface that Pollux does not serve yet. */
        NOT_YET(Access.Policy.CLIENT),
        /** Nothing: a 404 in the dialect's own shape. */
        NOTHING(Access.Policy.CLIENT);

        private final Access.Policy policy;

        Desk(Access.Policy policy) {
            this.policy = policy;
        }

        Access.Policy policy() {
            return policy;
        }
    }

    static Route models(Speech speech, Operation operation, KeyKind kind, String version, String model) {
        return new Route(speech, Desk.MODELS, operation, kind, version, model);
    }

    static Route notYet() {
        return new Route(Speech.GEMINI, Desk.NOT_YET, Operation.GENERATE, KeyKind.GEMINI, "", "");
    }

    static Route nothing(Speech speech) {
        return new Route(speech, Desk.NOTHING, Operation.GENERATE, KeyKind.GEMINI, "", "");
    }

    /** Who may go there. What leads nowhere is told to clients only, so that nobody else learns what there is. */
    Access.Policy policy() {
        return desk.policy();
    }

    /** The only method this route answers, besides OPTIONS. */
    String method() {
        return operation.reads() ? "GET" : "POST";
    }
}
