package io.pollux.admin.gate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom an address belongs to: one person usually has a whole /64 of IPv6 addresses, and one of IPv4. */
final class Neighbourhood {
    private static final int NETWORK_BYTES = 8;

    private Neighbourhood() {}

    /** @param address as the server tells it: a literal, so nothing is looked up */
    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length <= NETWORK_BYTES
                    ? address
                    : HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES)) + "/64";
        } catch (UnknownHostException notALiteral) {
            return address;
        }
    }
}
