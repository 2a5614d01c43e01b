package io.pollux.settings;

/** A text that is no value of some kind; {@link Setting} makes a {@link BadSetting} of it. */
final class Misfit extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final Flaw flaw;

    Misfit(Flaw flaw) {
        this(flaw, null);
    }

    Misfit(Flaw flaw, Throwable cause) {
        super(flaw.words(), cause);
        this.flaw = flaw;
    }

    Flaw flaw() {
        return flaw;
    }
}
