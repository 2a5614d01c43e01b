package io.pollux.settings;

/** Why a text can be no value of a setting, or why the setting takes none. A page has words of its own by these names. */
public enum Flaw {
    EMPTY("is empty"),
    NOT_WHOLE("is not a whole number"),
    NO_NUMBER("is not a number"),
    OUT_OF_RANGE("is out of range"),
    NO_CHOICE("is not one of them"),
    NO_FLAG("is neither yes nor no"),
    NO_ADDRESS("is not an address"),
    OTHER_ADDRESS("is not such an address"),
    NO_PROXY("holds a proxy that is neither http:// nor socks5://, or is malformed"),
    NO_ZONE("is not a known time zone"),
    NO_PATTERN("is not a regular expression"),
    NO_LIST("is not a list"),
    NO_TEXT_IN_LIST("holds something that is not a text"),
    BROKEN_LIST("is a broken JSON array"),
    NO_JSON("is not JSON"),
    NO_ARRAY("is not a JSON array"),
    NO_OBJECT("is not a JSON object"),
    NO_TEXT_IN_OBJECT("holds a value that is not a text"),
    NO_BUDGET("holds a value that is out of range or no number"),
    NO_LIMITS("holds a model without an object of limits"),
    OTHER_LIMIT("holds a limit that is not known"),
    NO_LIMIT("holds a limit that is out of range or no number"),
    NO_SAFETY_RULE("holds an element without category or threshold"),
    STRAY_MASK("holds a masked value that stands for nothing here"),
    UNFIT("cannot be right"),
    /** There is no such setting. */
    UNKNOWN("there is no such setting"),
    /** The setting cannot be changed here. */
    ENVIRONMENT_ONLY("cannot be changed here, it is read from the environment only"),
    ENVIRONMENT_WINS("cannot be changed here, it is given by the environment, which wins here"),
    ELSEWHERE("cannot be changed here, it is kept elsewhere since the first start");

    private final String words;

    Flaw(String words) {
        this.words = words;
    }

    /** For logs and scripts: a half sentence about the value, or about the setting. */
    String words() {
        return words;
    }

    /** Whether it lies with the setting, and not with what was to be written into it. */
    public boolean ofSetting() {
        return compareTo(UNKNOWN) >= 0;
    }
}
