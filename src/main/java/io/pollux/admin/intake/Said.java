package io.pollux.admin.intake;

import io.pollux.exchange.KeyKind;
import io.pollux.keys.DayLimit;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.NewKey.Use;
import io.pollux.keys.Rank;
import io.pollux.keys.Tags;
import java.util.List;
import java.util.Optional;

/** What a file says of a key; empty where it says nothing. */
record Said(
        String name,
        String profile,
        String project,
        String note,
        List<String> tags,
        Optional<KeyKind> kind,
        Optional<Rank> rank,
        Optional<DayLimit> limit,
        Use use) {
    static final Said NOTHING =
            new Said("", "", "", "", List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Use.AT_ONCE);

    /** The profile that those have whom nobody has put into one. */
    private static final String USUAL_PROFILE = "default";

    boolean hasProfile() {
        return !profile.isEmpty() && !profile.equals(USUAL_PROFILE);
    }

    /**
     * With what was said for the whole batch where the file says nothing.
     *
     * @throws IllegalArgumentException in one line when something is too long
     */
    KeyTraits traits(KeyTraits batch, ProfileUse profiles) {
        boolean asProject = hasProfile() && profiles == ProfileUse.PROJECT && project.isEmpty();
        String owner = asProject ? profile : project;
        List<String> words =
                hasProfile() && profiles == ProfileUse.LABEL ? List.of(profile.replace(',', ' ')) : List.of();
        Tags own = Tags.NONE.with(tags, List.of()).with(words, List.of());
        return new KeyTraits(
                name.isEmpty() ? batch.label() : name,
                kind.orElse(batch.kind()),
                owner.isEmpty() ? batch.project() : Optional.of(owner),
                note.isEmpty() ? batch.note() : note,
                rank.orElse(batch.rank()),
                batch.tags().with(own.words(), List.of()),
                limit.orElse(batch.dayLimit()));
    }
}
