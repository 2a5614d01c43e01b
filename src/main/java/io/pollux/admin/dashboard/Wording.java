package io.pollux.admin.dashboard;

import io.pollux.admin.Texts;
import io.pollux.journal.tally.Sums;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts what was found into the reader's language. */
record Wording(Locale locale) {
    String say(Trouble trouble) {
        return Texts.say(
                locale,
                "dashboard.trouble." + trouble.text(),
                trouble.parts().stream().map(this::part).toArray());
    }

    /** What is to come when the trouble ends; empty when nobody knows. */
    String until(Trouble trouble) {
        return trouble.until().isEmpty() ? "" : Texts.say(locale, "dashboard.until." + trouble.text());
    }

    /** A line of a chart: an ending, a failure, or one with words of its own. */
    String line(String name) {
        for (String prefix : List.of("ending.", "concluded.")) {
            String words = Texts.sayOr(prefix + name, "");
            if (!words.isEmpty()) {
                return words;
            }
        }
        return Texts.sayOr("dashboard.line." + name, name);
    }

    /** Where something can be done about it; empty when nowhere. */
    String link(Trouble trouble) {
        String page = trouble.address().replaceAll("^/([a-z]*).*", "$1");
        return page.isEmpty() ? "" : Texts.say(locale, "dashboard.to." + page);
    }

    String say(Measure measure, Sums sums) {
        return measure.say(sums, locale);
    }

    private Object part(Object part) {
        return part instanceof Watch.Reasons reasons
                ? reasons.counts().entrySet().stream()
                        .sorted(Map.Entry.comparingByValue((one, other) -> Long.compare(other, one)))
                        .map(entry -> Texts.say(
                                locale,
                                "dashboard.reason",
                                Texts.say(locale, "refusal." + entry.getKey()),
                                entry.getValue()))
                        .collect(Collectors.joining(", "))
                : part;
    }
}
