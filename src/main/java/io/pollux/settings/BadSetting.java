package io.pollux.settings;

/** A value that cannot be right. The message is one line: which setting, why, what is allowed. It never holds a secret. */
public final class BadSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String setting;
    private final Flaw flaw;
    private final String value;

    /** @param value as it may be shown; empty when it may not, or does not matter */
    BadSetting(String setting, Flaw flaw, String value, String message) {
        super(message);
        this.setting = setting;
        this.flaw = flaw;
        this.value = value;
    }

    /** A setting that takes no value at all. */
    static BadSetting of(String setting, Flaw flaw) {
        return new BadSetting(setting, flaw, "", setting + ": " + flaw.words());
    }

    /** The same with a word more. */
    BadSetting adding(String words) {
        return new BadSetting(setting, flaw, value, getMessage() + words);
    }

    /** The name of the setting, for a page that marks the field. */
    public String setting() {
        return setting;
    }

    public Flaw flaw() {
        return flaw;
    }

    /** What was to be written, in one short line; empty when it may not be shown or does not matter. */
    public String value() {
        return value;
    }
}
