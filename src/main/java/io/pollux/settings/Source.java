package io.pollux.settings;

/** Where a value comes from. */
public enum Source {
    DEFAULT,
    ENVIRONMENT,
    DATABASE
}
