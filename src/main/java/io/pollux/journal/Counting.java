package io.pollux.journal;

import io.pollux.exchange.Caller;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Trail;
import io.pollux.journal.tally.Counted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** What of an entry is counted. Used by the journal's thread: a key's project is somebody else's to know. */
final class Counting {
    private final LongFunction<String> projects;

    /** @param projects the name of a key's project, or an empty text when nobody has named one */
    Counting(LongFunction<String> projects) {
        this.projects = projects;
    }

    List<Counted> of(List<Entry> entries) {
        // Many calls of a batch have few keys, and whoever knows the projects is busy.
        Map<Long, String> named = new HashMap<>();
        LongFunction<String> project = keyId -> named.computeIfAbsent(keyId, projects::apply);
        return entries.stream().map(entry -> of(entry, project)).toList();
    }

    private static Counted of(Entry entry, LongFunction<String> project) {
        return new Counted(
                entry.receivedAt(),
                entry.dialect(),
                entry.model(),
                name(entry.caller()),
                entry.ending(),
                entry.usage(),
                entry.firstByte(),
                entry.took(),
                entry.refusal().map(Counting::name),
                entry.tries().stream().map(attempt -> of(attempt, project)).toList());
    }

    private static Counted.Attempt of(Trail.Try attempt, LongFunction<String> project) {
        Optional<Failure> error =
                Optional.of(attempt.failure()).filter(Entry::isError).flatMap(same -> same);
        return new Counted.Attempt(
                attempt.startedAt(),
                attempt.keyId(),
                project.apply(attempt.keyId()),
                attempt.status() >= 200 && attempt.status() < 300,
                error.map(Counting::name));
    }

    private static String name(Caller caller) {
        return caller.name().isEmpty() ? caller.id() : caller.name();
    }

    private static String name(Failure failure) {
        return failure.getClass().getSimpleName();
    }
}
