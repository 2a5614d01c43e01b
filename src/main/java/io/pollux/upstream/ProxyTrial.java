package io.pollux.upstream;

import java.time.Duration;

/**
 * What came of trying a proxy once.
 *
 * @param label the proxy without its credentials
 * @param leads whether Google answered through it
 * @param took until it was known
 * @param words why not, scrubbed; empty when it leads there
 */
public record ProxyTrial(String label, boolean leads, Duration took, String words) {}
