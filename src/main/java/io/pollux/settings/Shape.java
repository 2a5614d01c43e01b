package io.pollux.settings;

/** What form a value has: which input field a page offers for it. */
public enum Shape {
    TEXT,
    SECRET,
    CHOICE,
    NUMBER,
    FLAG,
    LIST,
    MAP
}
