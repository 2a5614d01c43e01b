package io.pollux.admin.gate;

import io.pollux.admin.OfficeDoor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** The login page: what happened last, in words of ours, and where to go afterwards. */
@Named
@RequestScoped
public class LoginView {
    private static final Set<String> KNOWN = Set.of("wrong", "wait", "expired", "undone", "foreign", "out");

    @Inject
    private OfficeDoor door;

    @Inject
    private HttpServletRequest request;

    public boolean isStarting() {
        return door.office().isEmpty();
    }

    /** The name of a text; empty when there is nothing to say. */
    public String getMessage() {
        return Optional.ofNullable(request.getParameter("login"))
                .filter(KNOWN::contains)
                .map(message -> "login." + message)
                .orElse("");
    }

    public boolean isGood() {
        return "out".equals(request.getParameter("login"));
    }

    /** How long to wait; anybody can write anything into an address, so only a number passes. */
    public String getSeconds() {
        return Optional.ofNullable(request.getParameter("seconds"))
                .filter(seconds -> seconds.matches("\\d{1,4}"))
                .orElse("");
    }

    public String getTo() {
        return ReturnAddress.of(request.getParameter("to")).orElse("");
    }
}
