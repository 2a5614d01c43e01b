package io.pollux.pool;

/** The pool's answer to a call that needs a key. */
public sealed interface Lending permits Loan, NoneReady {}
