package io.pollux.dialect.openai;

import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.Report;

/** Why an answer ended, in OpenAI's words. */
final class FinishReason {
    static final String STOP = "stop";
    static final String LENGTH = "length";
    static final String FILTER = "content_filter";

    private FinishReason() {}

    /** @param calls the word for an answer that ended with calls, which Gemini calls STOP; empty when there were none */
    static String of(String gemini, String calls) {
        return switch (gemini) {
            case "MAX_TOKENS", "CONTINUATION" -> LENGTH;
            case "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION",
                    "IMAGE_OTHER" -> FILTER;
            default -> calls.isEmpty() ? STOP : calls;
        };
    }

    /** Whether the model broke down over a call or an answer, which OpenAI has no finish reason for. */
    static boolean broken(String gemini) {
        return switch (gemini) {
            case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "MALFORMED_RESPONSE", "MISSING_THOUGHT_SIGNATURE" ->
                true;
            default -> false;
        };
    }

    /**
     * The failure of a broken answer. A client that gets "stop" takes it for the model's last word and goes on as if the
     * call had never been meant; an error it can see and repeat.
     */
    static FailureException breakdown(String gemini, String message) {
        String text = "The model's answer broke off: " + gemini + (message.isEmpty() ? "." : ": " + message);
        return new FailureException(new Failure.GoogleFailed(Report.of(502, gemini, text)));
    }
}
