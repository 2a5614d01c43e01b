package io.pollux.exchange;

/** What Google limits for each project at each model: a count within a time. */
public enum Quota {
    REQUESTS_PER_MINUTE("rpm", "requests per minute"),
    INPUT_TOKENS_PER_MINUTE("tpm", "input tokens per minute"),
    REQUESTS_PER_DAY("rpd", "requests per day"),
    INPUT_TOKENS_PER_DAY("tpd", "input tokens per day");

    private final String shortly;
    private final String words;

    Quota(String shortly, String words) {
        this.shortly = shortly;
        this.words = words;
    }

    /** The abbreviation that Google's own pages use. */
    public String shortly() {
        return shortly;
    }

    /** What stands behind a number: {@code 20 requests per day}. */
    public String words() {
        return words;
    }
}
