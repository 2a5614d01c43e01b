package io.pollux.edge;

import jakarta.servlet.http.HttpServletRequest;

/**
 * How Pollux is, for load balancers and people. Holds nothing that a stranger may not read.
 *
 * @param up false while it starts, and while it cannot use its database at start
 * @param draining it takes no new calls because it is about to stop
 * @param database {@code up}, {@code down}, or why it cannot be used, in words
 * @param keys all keys that are switched on
 * @param readyKeys those of them that could be lent now
 */
public record Health(boolean up, boolean draining, String database, int keys, int readyKeys) {
    private static final String ATTRIBUTE = Health.class.getName();

    /** As the door has found it for this request. */
    static Health of(HttpServletRequest request) {
        return (Health) request.getAttribute(ATTRIBUTE);
    }

    void enter(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    boolean ready() {
        return up && !draining && readyKeys > 0;
    }
}
