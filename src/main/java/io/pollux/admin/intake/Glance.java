package io.pollux.admin.intake;

import io.pollux.admin.intake.Group.Line;
import io.pollux.keys.Imported;
import io.pollux.keys.Imported.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What would become of a harvest, or what has become of it, for the page.
 *
 * @param fit how many would be added
 */
public record Glance(List<Group> groups, long fit) {
    static final Glance NONE = new Glance(List.of(), 0);

    /** @param imported one for each of the finds, in the same order */
    static Glance of(Harvest harvest, List<Imported> imported) {
        Map<Outcome, List<Line>> byOutcome = new EnumMap<>(Outcome.class);
        for (int i = 0; i < imported.size(); i++) {
            Imported one = imported.get(i);
            byOutcome
                    .computeIfAbsent(one.outcome(), unused -> new ArrayList<>())
                    .add(new Line(harvest.finds().get(i).line(), one.masked()));
        }
        List<Group> groups = new ArrayList<>();
        byOutcome.forEach((outcome, lines) -> groups.add(Group.of(outcome.name(), lines)));
        add(
                groups,
                "TWICE",
                harvest.again().stream()
                        .map(find -> new Line(find.line(), find.secret().masked()))
                        .toList());
        add(
                groups,
                "NO_KEY",
                harvest.strays().stream()
                        .map(stray -> new Line(stray.line(), stray.masked()))
                        .toList());
        if (groups.isEmpty()) {
            groups.add(Group.of("NOTHING", List.of()));
        }
        long fit = imported.stream()
                .filter(one -> one.outcome() == Outcome.ADDED || one.outcome() == Outcome.RETURNED)
                .count();
        return new Glance(groups, fit);
    }

    private static void add(List<Group> groups, String outcome, List<Line> lines) {
        if (!lines.isEmpty()) {
            groups.add(Group.of(outcome, lines));
        }
    }
}
