package io.pollux.upstream;

/** A place to connect to. The host is a name or an address; one of IPv6 stands in brackets. */
record HostPort(String host, int port) {
    /** As the resolver wants it. */
    String name() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
