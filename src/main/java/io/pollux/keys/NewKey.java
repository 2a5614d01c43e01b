package io.pollux.keys;

import io.pollux.exchange.Secret;

/**
 * A key that somebody wants to add, and what is said of it.
 *
 * @param use whether it is to be lent at once
 */
public record NewKey(Secret secret, KeyTraits traits, Use use) {
    /** What is to become of a key that is added. */
    public enum Use {
        AT_ONCE,
        /** It is added switched off. */
        LATER
    }
}
