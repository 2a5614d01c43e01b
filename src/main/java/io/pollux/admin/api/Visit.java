package io.pollux.admin.api;

import io.pollux.admin.Office;
import io.pollux.admin.gate.Right;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Somebody who has come in by {@link ManagementDoor}.
 *
 * @param right by which
 */
record Visit(Office office, Right right) {
    private static final String NAME = Visit.class.getName();

    void keepIn(HttpServletRequest request) {
        request.setAttribute(NAME, this);
    }

    /** Whoever has not come by the door meets an address that does not exist. */
    static Visit of(HttpServletRequest request) {
        if (request.getAttribute(NAME) instanceof Visit visit) {
            return visit;
        }
        throw Refused.notFound("Not Found");
    }

    /** Who stands in the history of what was changed. */
    String who() {
        return "administrator";
    }

    /** A whole secret is for those who show the administrator's token itself, which a session does not. */
    void requireToken() {
        if (right != Right.TOKEN) {
            throw Refused.because(
                    403,
                    "Whole keys are given to a request that carries the administrator's token: Authorization: Bearer");
        }
    }
}
