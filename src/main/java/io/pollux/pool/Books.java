package io.pollux.pool;

/** What the pool knows, for those that share its lock. */
record Books(Roster roster, Lanes lanes, Benches benches, Ledger ledger, Company company) {}
