package io.pollux.settings;

/** A value that cannot be right. The message is one line: which setting, why, what is allowed. It never holds a secret. */
public final class BadSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String setting;

    BadSetting(String setting, String message) {
        super(message);
        this.setting = setting;
    }

    /** The name of the setting, for a page that marks the field. */
    public String setting() {
        return setting;
    }
}
