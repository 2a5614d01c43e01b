package io.pollux.upstream;

import io.pollux.exchange.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way out to Google: direct, or through a proxy.
 *
 * @param user empty when the proxy asks for none
 */
record Egress(Kind kind, HostPort proxy, String user, Optional<Secret> password) {
    static final Egress DIRECT = new Egress(Kind.DIRECT, new HostPort("", 0), "", Optional.empty());

    private static final Pattern PROXY = Pattern.compile("(?:([a-zA-Z][\\w+.-]*)://)?"
            + "(?:([^@/]*(?:@[^@/]*)*)@)?"
            + "(\\[[0-9a-fA-F:.]+]|[^:@/\\[\\]]+)(?::(\\d{1,5}))?/?");

    enum Kind {
        DIRECT,
        HTTP,
        SOCKS5,
        /**
         * A proxy that we cannot use, such as one that wants TLS itself. Its calls fail: going direct instead would show
         * Google the address that the proxy was to hide.
         */
        UNUSABLE
    }

    /** Reads a line of PROXIES. */
    static Egress of(Secret line) {
        Matcher parts = PROXY.matcher(line.reveal());
        if (!parts.matches()) {
            return new Egress(Kind.UNUSABLE, new HostPort("unreadable", 0), "", Optional.empty());
        }
        String scheme = parts.group(1) == null ? "http" : parts.group(1).toLowerCase(Locale.ROOT);
        Kind kind =
                switch (scheme) {
                    case "http" -> Kind.HTTP;
                    case "socks5", "socks5h", "socks" -> Kind.SOCKS5;
                    default -> Kind.UNUSABLE;
                };
        int port = parts.group(4) == null ? (kind == Kind.SOCKS5 ? 1080 : 80) : Integer.parseInt(parts.group(4));
        String[] login =
                parts.group(2) == null ? new String[] {""} : parts.group(2).split(":", 2);
        return new Egress(
                port > 0 && port < 65_536 ? kind : Kind.UNUSABLE,
                new HostPort(parts.group(3), port),
                decoded(login[0]),
                login.length < 2 || login[1].isBlank() ? Optional.empty() : Optional.of(Secret.of(decoded(login[1]))));
    }

    /** Fit for logs and pages: without user and password. */
    String label() {
        return switch (kind) {
            case DIRECT -> "direct";
            case HTTP -> "http://" + proxy;
            case SOCKS5 -> "socks5://" + proxy;
            case UNUSABLE -> "unusable://" + proxy;
        };
    }

    /**
     * A number for rendezvous hashing, the same on every machine and after every start. Without the password, so that a
     * new one moves no key to another proxy.
     */
    long place() {
        return mixed(hash(user + "@" + label()));
    }

    /** How much a key belongs to the egress of a place: the highest weight has it. */
    static long weight(long place, Secret key) {
        return mixed(hash(key.reveal()) ^ place);
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int at = 0; at < text.length(); at++) {
            hash = (hash ^ text.charAt(at)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finaliser of SplitMix64: each bit of the input moves half of the bits of the result. */
    private static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException plain) {
            return text;
        }
    }
}
