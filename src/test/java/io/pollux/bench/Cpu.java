package io.pollux.bench;

/**
 * Processor time at a moment, or between two: of the proxy, of the upstream behind it, and of the load in front.
 *
 * @param at or how long; all in nanoseconds
 */
record Cpu(long at, long proxy, long upstream, long load) {
    static Cpu now(Proxy proxy, ProcessHandle upstream) {
        return new Cpu(
                System.nanoTime(),
                Kernel.cpu(proxy.process()),
                Kernel.cpu(upstream),
                Kernel.cpu(ProcessHandle.current()));
    }

    Cpu since(Cpu earlier) {
        return new Cpu(at - earlier.at, proxy - earlier.proxy, upstream - earlier.upstream, load - earlier.load);
    }

    /** Of the whole machine, in per cent, by the process that took most. */
    double busiest() {
        return share(Math.max(proxy, Math.max(upstream, load)));
    }

    double share(long nanos) {
        return 100.0 * nanos / at / Runtime.getRuntime().availableProcessors();
    }
}
