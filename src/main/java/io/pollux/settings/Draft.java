package io.pollux.settings;

import io.pollux.exchange.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A setting while its constant is being written down. */
record Draft<T>(String name, Kind<T> kind, T standard, boolean secret) {

    static Draft<String> text(String name, String standard) {
        return new Draft<>(name, Kinds.TEXT, standard, false);
    }

    /** A text that is never empty. */
    static Draft<String> word(String name, String standard) {
        return new Draft<>(name, Kinds.WORD, standard, false);
    }

    static Draft<Optional<Secret>> secret(String name) {
        return new Draft<>(name, Kinds.SECRET, Optional.empty(), true);
    }

    static Draft<List<Secret>> secrets(String name) {
        return new Draft<>(name, Kinds.SECRETS, List.of(), true);
    }

    static Draft<String> choice(String name, String standard, String... others) {
        return new Draft<>(name, Kinds.choice(standard, others), standard, false);
    }

    static Draft<URI> address(String name, String standard) {
        return new Draft<>(name, Kinds.ADDRESS, URI.create(standard), false);
    }

    static Draft<Boolean> flag(String name, boolean standard) {
        return new Draft<>(name, Kinds.FLAG, standard, false);
    }

    static Draft<Integer> whole(String name, int standard, int least, int most) {
        return new Draft<>(name, Kinds.whole(least, most), standard, false);
    }

    static Draft<Duration> span(String name, ChronoUnit unit, int standard, int least, int most) {
        return new Draft<>(name, Kinds.span(unit, least, most), Duration.of(standard, unit), false);
    }

    static Draft<Duration> seconds(String name, int standard, int least, int most) {
        return span(name, ChronoUnit.SECONDS, standard, least, most);
    }

    static Draft<List<String>> list(String name, String... standard) {
        return new Draft<>(name, Kinds.LIST, List.of(standard), false);
    }

    static <K> Draft<Map<String, K>> map(String name, Kind<Map<String, K>> kind) {
        return new Draft<>(name, kind, Map.of(), false);
    }

    static <V> Draft<V> of(String name, Kind<V> kind, V standard) {
        return new Draft<>(name, kind, standard, false);
    }

    /** A value that is no {@link Secret} by type but may hold one. */
    Draft<T> hidden() {
        return new Draft<>(name, kind, standard, true);
    }

    Setting<T> live(Group group, String description) {
        return new Setting<>(this, Setting.Scope.LIVE, group, description);
    }

    Setting<T> atStart(Group group, String description) {
        return new Setting<>(this, Setting.Scope.AT_START, group, description);
    }

    Setting<T> environment(Group group, String description) {
        return new Setting<>(this, Setting.Scope.ENVIRONMENT, group, description);
    }

    Setting<T> handedOver(Group group, String description) {
        return new Setting<>(this, Setting.Scope.HANDED_OVER, group, description);
    }
}
