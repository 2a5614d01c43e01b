package io.pollux.admin;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the sentence for a person in what Google answers. What is stored may be cut off, and so no JSON any more. */
final class GoogleWords {
    private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){1,2000})\"");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private GoogleWords() {}

    /** The whole text when there is no such sentence in it. */
    static String gist(String words) {
        Matcher message = MESSAGE.matcher(words);
        return message.find() ? ESCAPED.matcher(message.group(1)).replaceAll(GoogleWords::plain) : words;
    }

    private static String plain(MatchResult escaped) {
        return switch (escaped.group(1)) {
            case "n", "t", "r" -> " ";
            default -> Matcher.quoteReplacement(escaped.group(1));
        };
    }
}
