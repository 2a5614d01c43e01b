package io.pollux.bench;

/** What stands between the load and the upstream, and is measured. */
record Proxy(String name, int port, ProcessHandle process) {}
