package io.pollux.admin.gate;

import io.pollux.admin.Office;
import io.pollux.admin.PageToken;
import io.pollux.exchange.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Who stands behind a request that a script of one of our pages makes: the administrator, by the session. For whatever is
 * no Faces page, whose state is a token of its own.
 */
public final class ScriptPass {
    private ScriptPass() {}

    /**
     * Empty unless the session is still good, the request comes from our own pages going by what the browser says, and it
     * carries the page's token. So another site that makes the administrator's browser ask gets nowhere.
     */
    public static Optional<Caller> administrator(HttpServletRequest request, Office office) {
        return SameOrigin.holds(request::getHeader) && PageToken.carriedBy(request)
                ? Admission.of(request)
                        .filter(admission -> admission.holds(office))
                        .map(Admission::administrator)
                : Optional.empty();
    }

    /** Where the script of somebody unknown has to go: to the login page, and back to its own page afterwards. */
    public static String leave(HttpServletRequest request) {
        return request.getContextPath() + Leave.from(request);
    }
}
