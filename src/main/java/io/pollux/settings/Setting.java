package io.pollux.settings;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One tunable: its name, its type, its default and what may be said of it. The constants are members of {@link Settings};
 * the value of the moment is in a snapshot of that class.
 *
 * @param <T> an immutable type
 */
public final class Setting<T> {
    private static final AtomicInteger PLACES = new AtomicInteger();

    private final String name;
    private final Kind<T> kind;
    private final T standard;
    private final boolean secret;
    private final Scope scope;
    private final Group group;
    private final String description;
    private final int place = PLACES.getAndIncrement();

    Setting(Draft<T> draft, Scope scope, Group group, String description) {
        this.name = draft.name();
        this.kind = draft.kind();
        this.standard = draft.standard();
        this.secret = draft.secret();
        this.scope = scope;
        this.group = group;
        this.description = description;
    }

    public String name() {
        return name;
    }

    /** The value when nobody says anything. */
    public T standard() {
        return standard;
    }

    public Shape shape() {
        return kind.shape();
    }

    /** What may be written, in words that end the sentence "allowed: ...". */
    public String allowed() {
        return kind.allowed().words();
    }

    /** The same for a page, which has words of its own. */
    public Allowed rule() {
        return kind.allowed();
    }

    /** All values there are, the default first; empty where there are too many to name. */
    public List<String> choices() {
        return kind.choices();
    }

    /** Of a number; absent for all else. */
    public Optional<Bounds> bounds() {
        return kind.bounds();
    }

    /** One line for an operator. */
    public String description() {
        return description;
    }

    public Group group() {
        return group;
    }

    /** Whether the value must never be shown or logged, and is sealed in the database. */
    public boolean secret() {
        return secret;
    }

    public Scope scope() {
        return scope;
    }

    /** @throws BadSetting when the text cannot be a value of this setting */
    public T parse(String text) {
        try {
            return kind.reader().apply(text.strip());
        } catch (IllegalArgumentException wrong) {
            throw bad(text, wrong);
        }
    }

    /** As {@link #parse}, for texts that may be none of this setting's values. */
    Optional<T> parsed(String text) {
        try {
            return Optional.of(kind.reader().apply(text.strip()));
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    /** The text that {@link #parse} reads back, in the form gemini-balance wrote and read it. */
    public String write(T value) {
        return kind.writer().apply(value);
    }

    /** What to throw for a text that is none of this setting's values. */
    BadSetting bad(String text, IllegalArgumentException wrong) {
        Flaw flaw = wrong instanceof Misfit misfit ? misfit.flaw() : Flaw.UNFIT;
        String shown = secret ? "its value (not shown)" : '"' + shortened(text) + '"';
        return new BadSetting(
                name,
                flaw,
                secret ? "" : shortened(text),
                name + ": " + shown + " " + wrong.getMessage() + "; allowed: " + allowed());
    }

    int place() {
        return place;
    }

    static int places() {
        return PLACES.get();
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 80 ? line : line.substring(0, 77) + "...";
    }

    /** The default as text; absent for a secret that has none. */
    public Optional<String> standardText() {
        return Optional.of(write(standard)).filter(text -> !text.isEmpty());
    }

    @Override
    public String toString() {
        return name;
    }

    /** Where a setting may be set, and when a change acts. */
    public enum Scope {
        /** Stored in t_settings; a change acts at once. */
        LIVE,
        /** Stored in t_settings; a change acts at the next start. */
        AT_START,
        /** Read from the environment and system properties only, never stored. */
        ENVIRONMENT,
        /**
         * Given here for a first start, but kept elsewhere afterwards: keys in the key table, the administrator's token as a
         * keyed hash. Pollux reads an existing row of t_settings and never writes one.
         */
        HANDED_OVER
    }
}
