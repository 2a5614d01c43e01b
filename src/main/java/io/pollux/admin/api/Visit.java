package io.pollux.admin.api;

import io.pollux.admin.Office;
import io.pollux.admin.Proof;
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

    /**
     * What must not be done by whoever finds a browser open: it takes the administrator's token, in this request or given
     * again a moment ago.
     */
    void requireProof(HttpServletRequest request) {
        if (right != Right.TOKEN && !Proof.given(request, office.clock().instant())) {
            throw Refused.because(
                    403, "This takes the administrator's token, as Authorization: Bearer or given again on the page");
        }
    }
}
