package io.pollux.journal;

import io.pollux.exchange.Operation;

/** The words of the column error_type. Those of gemini-balance where it had one, the rest in its manner. */
final class ErrorType {
    private ErrorType() {}

    static String of(String dialect, Operation operation) {
        return switch (operation) {
            case GENERATE -> dialect + "-chat-non-stream";
            case STREAM -> dialect + "-chat-stream";
            case COUNT_TOKENS -> dialect + "-count-tokens";
            case EMBED -> dialect.equals("gemini") ? "gemini-embed-single" : dialect + "-embedding";
            case BATCH_EMBED -> dialect.equals("gemini") ? "gemini-embed-batch" : dialect + "-embedding";
            case PREDICT -> dialect + "-image-non-stream";
            case LIST_MODELS, GET_MODEL -> dialect + "-models";
        };
    }
}
