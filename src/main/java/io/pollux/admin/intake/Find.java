package io.pollux.admin.intake;

import io.pollux.exchange.Secret;

/**
 * A key in what somebody wants to add.
 *
 * @param line where it stands: a line of text, or an entry of a list, counted from 1
 * @param said what the file says of it; nothing but defaults where it says nothing
 */
record Find(int line, Secret secret, Said said) {}
