package io.pollux.journal.tally;

import java.util.List;

/**
 * By what calls are told apart. Each is counted for itself, never crossed with another, so that what is stored grows with
 * the number of models or keys and not with their product.
 */
public enum Dimension {
    /** The whole house. Its only subject is {@link #EVERYTHING}. */
    ALL(Grain.TEN_SECONDS, Grain.MINUTE, Grain.HOUR, Grain.DAY),
    DIALECT(Grain.MINUTE, Grain.HOUR, Grain.DAY),
    /** As the client wrote it. */
    MODEL(Grain.MINUTE, Grain.HOUR, Grain.DAY),
    /** By the name that the log shows. */
    CLIENT(Grain.MINUTE, Grain.HOUR, Grain.DAY),
    /** Those that somebody has named; a key without a project is one of its own. */
    PROJECT(Grain.HOUR),
    /** By its row. */
    KEY(Grain.HOUR);

    public static final String EVERYTHING = "";

    private final List<Grain> grains;

    Dimension(Grain... grains) {
        this.grains = List.of(grains);
    }

    /** The steps of time in which it is counted, the finest first; each is a whole number of those before it. */
    public List<Grain> grains() {
        return grains;
    }

    /** Whether there may be so many of its kind that nearly every call brings a row of its own: so it is only one. */
    public boolean many() {
        return this == PROJECT || this == KEY;
    }
}
