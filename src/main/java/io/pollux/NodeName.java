package io.pollux;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.UUID;

/** What this node calls itself before the others. */
final class NodeName {
    private static final int LONGEST_HOST = 60;
    private static final int SUFFIX = 6;

    private NodeName() {}

    /** The machine's name for people, and an ending for nodes of one machine and for one node's lives. */
    static String fresh() {
        String host = Optional.ofNullable(System.getenv("HOSTNAME"))
                .filter(name -> !name.isBlank())
                .orElseGet(NodeName::host);
        String shortened = host.substring(0, Math.min(host.length(), LONGEST_HOST));
        return shortened + "-" + UUID.randomUUID().toString().substring(0, SUFFIX);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "node";
        }
    }
}
