package io.pollux.settings;

import java.util.List;
import java.util.Locale;

/**
 * What may be written into a setting.
 *
 * @param parts what the rule leaves open: the bounds of a number, or all words there are
 */
public record Allowed(Rule rule, List<String> parts) {
    static Allowed any(Rule rule, Object... parts) {
        return new Allowed(rule, List.of(parts).stream().map(String::valueOf).toList());
    }

    /** For logs, scripts and files; they end the sentence "allowed: ...". A page has words of its own by the rule's name. */
    public String words() {
        return String.format(Locale.ROOT, rule.words, parts.toArray());
    }

    /** The kinds of values, as far as they differ for who writes one. */
    public enum Rule {
        TEXT("any text"),
        WORD("any text but an empty one"),
        LIST("a JSON array of texts or a list with commas"),
        PROXIES("addresses such as http://user:password@host:8080 or socks5://host:1080, as a JSON array of texts or a"
                + " list with commas"),
        FLAG("true or false"),
        ADDRESS("an http or https address without query"),
        ZONE("a zone such as Europe/Berlin"),
        PATTERN("a regular expression of Java"),
        TEXTS("a JSON object of texts"),
        BUDGETS("a JSON object of numbers from -1 to 32767"),
        LIMITS("a JSON object from model names to objects with rpm, tpm, rpd and tpd, whole numbers from 1"),
        SAFETY("a JSON array of objects with category (HARM_CATEGORY_...) and threshold (BLOCK_NONE, OFF, ...)"),
        PAUSE("a number of seconds from 0 to 1"),
        WHOLE("a whole number from %s to %s"),
        SECONDS("seconds as a whole number from %s to %s"),
        HOURS("hours as a whole number from %s to %s"),
        DAYS("days as a whole number from %s to %s"),
        CHOICE("%s");

        private final String words;

        Rule(String words) {
            this.words = words;
        }
    }
}
