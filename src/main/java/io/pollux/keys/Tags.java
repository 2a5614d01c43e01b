package io.pollux.keys;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operator's words for groups of keys: those of one key, in alphabetical order, each once.
 *
 * @param words without commas
 */
public record Tags(List<String> words) {
    public static final Tags NONE = new Tags(List.of());
    public static final int WORD_LENGTH = 40;
    public static final int MOST = 12;

    /** @throws IllegalArgumentException in one line when a word is too long, or there are too many */
    public Tags {
        words = List.copyOf(new TreeSet<>(words));
        for (String word : words) {
            if (word.isBlank() || word.contains(",") || word.length() > WORD_LENGTH) {
                throw new IllegalArgumentException("A label has from 1 to " + WORD_LENGTH + " characters, no comma");
            }
        }
        if (words.size() > MOST) {
            throw new IllegalArgumentException("A key has not more than " + MOST + " labels");
        }
    }

    /**
     * As people write them, between commas.
     *
     * @throws IllegalArgumentException in one line when a word is too long, or there are too many
     */
    public static Tags of(String text) {
        return new Tags(Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList());
    }

    /** With others, and without some. */
    public Tags with(Collection<String> added, Collection<String> removed) {
        return new Tags(Stream.concat(words.stream(), added.stream())
                .filter(word -> !removed.contains(word))
                .distinct()
                .toList());
    }

    /** As in the table: each word stands between commas, so that it is found whole. */
    String column() {
        return words.isEmpty() ? "" : words.stream().collect(Collectors.joining(",", ",", ","));
    }

    @Override
    public String toString() {
        return String.join(", ", words);
    }
}
