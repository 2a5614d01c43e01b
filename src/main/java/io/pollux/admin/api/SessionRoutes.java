package io.pollux.admin.api;

import io.pollux.admin.PageToken;
import io.pollux.admin.gate.Knock;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/**
 * Logging in and out as the load balancer's scripts do it. The session is that of the pages, and so is its rule: what is to
 * be changed by it has to carry the token that stands in the header {@value PageToken#HEADER} of the log-in's answer.
 */
@Vetoed
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class SessionRoutes {
    static final String LOG_IN = "/api/login";

    /** The password is the administrator's token. */
    @POST
    @Path("api/login")
    public Message logIn(@Context HttpServletRequest request, Password sent) {
        Reception reception = Reception.of(request);
        if (sent.password() == null || sent.password().isBlank()) {
            throw Refused.because(400, "A password is required: the administrator's token");
        }
        Knock knock = reception.doorkeeper().look(sent.password(), reception.request(), reception.office());
        if (knock.seconds() > 0) {
            reception.response().setHeader("Retry-After", Long.toString(knock.seconds()));
            throw Refused.because(429, "Too many wrong tokens; try again in " + knock.seconds() + " s");
        }
        reception
                .doorkeeper()
                .admit(
                        knock.administrator()
                                .orElseThrow(() -> Refused.because(401, "That is not the administrator's token")),
                        reception.request(),
                        reception.response(),
                        reception.office());
        PageToken.of(reception.request())
                .ifPresent(token -> reception.response().setHeader(PageToken.HEADER, token.value()));
        return new Message("Logged in");
    }

    /** Ends the session that the request came with. */
    @POST
    @Path("api/logout")
    public Message logOut(@Context HttpServletRequest request) {
        Optional<HttpSession> session =
                Optional.ofNullable(Visit.of(request).request().getSession(false));
        session.ifPresent(HttpSession::invalidate);
        return new Message(session.isPresent() ? "Logged out" : "There was no session");
    }

    /** @param password the administrator's token */
    public record Password(String password) {}
}
