package io.pollux.exchange;

/**
 * Tokens of one answer, in Gemini's counting: {@code prompt} includes {@code cached}, {@code candidates} excludes
 * {@code thoughts}. In a stream Google sends running totals: the last one counts, they are never added up.
 */
public record Usage(int prompt, int cached, int candidates, int thoughts, int toolUse, int total) {
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

    /** What OpenAI calls prompt tokens and Anthropic input tokens. */
    public int input() {
        return prompt + toolUse;
    }

    /** What OpenAI calls completion tokens: the visible answer and the thoughts. */
    public int output() {
        return candidates + thoughts;
    }
}
