package io.pollux.admin.api;

import io.pollux.admin.Office;
import io.pollux.admin.Proof;
import io.pollux.admin.gate.Right;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Somebody who has come in by {@link ManagementDoor}.
 *
 * @param right by which
 * @param trials of proxies, as far as they are remembered
 * @param request as it came to the door
 * @param response for headers beside the answer
 */
record Visit(Office office, Right right, TrialMemory trials, HttpServletRequest request, HttpServletResponse response) {
    private static final String NAME = Visit.class.getName();

    void begin() {
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
        return "administrator, " + request.getRemoteAddr();
    }

    /**
     * What must not be done by whoever finds a browser open: it takes the administrator's token, in this request or given
     * again a moment ago.
     */
    void requireProof() {
        if (right != Right.TOKEN && !Proof.given(request, office.clock().instant())) {
            throw Refused.because(
                    403, "This takes the administrator's token, as Authorization: Bearer or given again on the page");
        }
    }
}
