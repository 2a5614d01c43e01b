package io.pollux.admin.gate;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where somebody wanted to go before the log-in came in between: one of our own pages and nothing else. */
final class ReturnAddress {
    /** One name, or none, and a query; no second slash, so never another host. */
    private static final Pattern PAGE = Pattern.compile("/[a-z]*(\\?[\\w.~%!*'()+=&-]*)?");

    private static final int LONGEST = 1_000;

    private ReturnAddress() {}

    /** @param address may be null, or anything at all */
    static Optional<String> of(String address) {
        return Optional.ofNullable(address)
                .filter(wanted -> wanted.length() <= LONGEST)
                .filter(wanted -> PAGE.matcher(wanted).matches());
    }

    /** As a parameter of the login page; empty when there is none. */
    static String parameter(String address) {
        return of(address)
                .map(wanted -> "&to=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8))
                .orElse("");
    }
}
