package io.pollux.admin.intake;

import io.pollux.exchange.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is found in a text: the keys, each once, those that stand there again, and what only looks as if it was meant to be
 * one.
 */
record Harvest(List<Find> finds, List<Find> again, List<Stray> strays) {
    /** Shorter words of a text are not taken for keys that somebody meant to add, unless they have a line of their own. */
    private static final int SHORTEST_KEY = 20;

    private static final int SHORTEST_LINE = 5;
    private static final Pattern GAP = Pattern.compile("[\\s,;\"'`\\[\\]{}()<>|=]+");

    /** @param pattern what a key looks like */
    static Harvest of(String text, Pattern pattern) {
        return JsonList.read(text, pattern)
                .or(() -> CsvList.read(text, pattern))
                .orElseGet(() -> plain(text, pattern));
    }

    boolean hasProfiles() {
        return finds.stream().anyMatch(find -> find.said().hasProfile());
    }

    /** Whether nothing is said of any key, so that they are alike. */
    boolean isPlain() {
        return finds.stream().allMatch(find -> find.said() == Said.NOTHING);
    }

    private static Harvest plain(String text, Pattern pattern) {
        Gathering gathering = new Gathering(pattern);
        int line = 0;
        for (String words : text.split("\\R", -1)) {
            line++;
            Matcher keys = pattern.matcher(words);
            boolean none = true;
            while (keys.find()) {
                none = false;
                gathering.add(line, keys.group(), Said.NOTHING);
            }
            String rest = keys.reset().replaceAll(" ");
            boolean alone =
                    none && !rest.isBlank() && GAP.splitAsStream(rest.strip()).count() == 1;
            int shortest = alone ? SHORTEST_LINE : SHORTEST_KEY;
            int here = line;
            Arrays.stream(GAP.split(rest))
                    .filter(word -> word.length() >= shortest)
                    .forEach(word -> gathering.stray(here, word));
        }
        return gathering.harvest();
    }

    /** Collects what is found. */
    static final class Gathering {
        private final Pattern pattern;
        private final Set<Secret> seen = new HashSet<>();
        private final Harvest harvest = new Harvest(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

        Gathering(Pattern pattern) {
            this.pattern = pattern;
        }

        /** What does not look like a key is a stray. */
        void look(int line, String text, Said said) {
            if (pattern.matcher(text.strip()).matches()) {
                add(line, text, said);
            } else {
                stray(line, text);
            }
        }

        void add(int line, String text, Said said) {
            Find find = new Find(line, Secret.of(text), said);
            (seen.add(find.secret()) ? harvest.finds : harvest.again).add(find);
        }

        void stray(int line, String text) {
            Optional.of(text)
                    .filter(word -> !word.isBlank())
                    .ifPresent(word ->
                            harvest.strays.add(new Stray(line, Secret.of(word).masked())));
        }

        Harvest harvest() {
            return harvest;
        }
    }
}
