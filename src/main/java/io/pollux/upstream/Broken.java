package io.pollux.upstream;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Report;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** The failures that nobody tells us about: silence, and connections that do not open or do not last. */
final class Broken {
    private Broken() {}

    /** No answer had begun. */
    static Failure beforeAnswer(Throwable cause) {
        return egress(words(cause));
    }

    static Failure unconnected(Duration limit) {
        return egress("No connection to Google within " + limit.toSeconds() + " s");
    }

    static Failure unusable() {
        return egress("PROXIES names a proxy that cannot be used: only http:// and socks5:// can");
    }

    /** No way out is open; what the first of them is closed for stands for all. */
    static Failure closed(int ways, Egress first, String reason, Duration left) {
        String subject = ways == 1 ? "The only way out (" + first.label() + ")" : "Each of the " + ways + " ways out";
        long seconds = Math.max(1, left.plusMillis(999).toSeconds());
        String words = subject + " is closed for now; the first is tried again in " + seconds + " s. " + reason;
        return new Failure.EgressFailed(Report.of(503, "UNAVAILABLE", words), false, Optional.of(left));
    }

    /** The answer had begun. */
    static Failure cut() {
        return new Failure.GoogleFailed(Report.of(502, "UNAVAILABLE", "Google's answer broke off"));
    }

    static Failure silent(Duration limit) {
        return overdue("Google was silent for " + limit.toSeconds() + " s");
    }

    static Failure endless(Duration limit) {
        return overdue("The call did not end within " + limit.toSeconds() + " s");
    }

    static Failure stopping() {
        return new Failure.OwnFault(Report.of(503, "UNAVAILABLE", "Pollux is stopping"));
    }

    static Failure ours() {
        return new Failure.OwnFault(Report.of(500, "INTERNAL", "Pollux failed to read Google's answer"));
    }

    private static Failure egress(String words) {
        return new Failure.EgressFailed(Report.of(502, "UNAVAILABLE", words), false);
    }

    private static Failure overdue(String words) {
        return new Failure.Overdue(Report.of(504, "DEADLINE_EXCEEDED", words));
    }

    private static String words(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "The name of Google's host, or of the proxy, is unknown here";
        }
        if (cause instanceof ProxyConnectException) {
            return "The proxy does not open the way to Google";
        }
        if (cause instanceof SSLException) {
            return "No TLS with Google: " + root(cause).getMessage();
        }
        if (cause instanceof ConnectTimeoutException) {
            return "Google's host, or the proxy, did not answer in time";
        }
        if (cause instanceof ConnectException) {
            return "Google's host, or the proxy, refused the connection";
        }
        return "The connection to Google was lost before an answer came";
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        for (int depth = 0; root.getCause() != null && depth < 10; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
