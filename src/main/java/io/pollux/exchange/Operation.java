package io.pollux.exchange;

/** What is asked of a model, named after the verbs of Gemini's REST surface. */
public enum Operation {
    GENERATE("generateContent"),
    STREAM("streamGenerateContent"),
    COUNT_TOKENS("countTokens"),
    EMBED("embedContent"),
    BATCH_EMBED("batchEmbedContents"),
    PREDICT("predict"),
    LIST_MODELS(""),
    GET_MODEL("");

    private final String verb;

    Operation(String verb) {
        this.verb = verb;
    }

    /** The part behind the colon in Gemini's path; empty for the two that read the model list. */
    public String verb() {
        return verb;
    }

    /** Whether the request is a GET without a body. */
    public boolean reads() {
        return verb.isEmpty();
    }

    public boolean streams() {
        return this == STREAM;
    }
}
