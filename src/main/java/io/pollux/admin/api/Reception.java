package io.pollux.admin.api;

import io.pollux.admin.Office;
import io.pollux.admin.gate.Doorkeeper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Somebody who wants to log in: everybody may, and {@link ManagementDoor} lets them to that one route and to no other.
 *
 * @param request as it came to the door
 */
record Reception(Office office, Doorkeeper doorkeeper, HttpServletRequest request, HttpServletResponse response) {
    private static final String NAME = Reception.class.getName();

    void begin() {
        request.setAttribute(NAME, this);
    }

    /** Whoever has not come by the door meets an address that does not exist. */
    static Reception of(HttpServletRequest request) {
        if (request.getAttribute(NAME) instanceof Reception reception) {
            return reception;
        }
        throw Refused.notFound("Not Found");
    }
}
