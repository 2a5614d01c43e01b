package io.pollux.edge;

import io.pollux.dialect.ErrorReply;
import io.pollux.exchange.Caller;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Report;
import io.pollux.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * Every request comes through here once. Those for the model surface are routed, their token is checked, and they go no
 * further; those for health are forwarded to the one JAX-RS application; all others go on to the pages.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true, dispatcherTypes = DispatcherType.REQUEST)
public class FrontDoor extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};

    private final transient Clock clock = Clock.systemUTC();
    private final transient Forms forms = new Forms();

    @Inject
    private transient Entrance entrance;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Before anything else, for nobody asks for it from outside, by whatever protocol.
        if (request.getServletPath().startsWith(ApiApplication.PATH)) {
            turnAway(request, response, HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        if (request.getHeader("Upgrade") != null && request.getHeader("Sec-WebSocket-Key") != null) {
            forms.pass(request, response, () -> chain.doFilter(request, response));
            return;
        }
        Address address;
        try {
            address = Address.of(
                    request.getRequestURI().substring(request.getContextPath().length()), request.getQueryString());
        } catch (IllegalArgumentException unreadable) {
            turnAway(request, response, HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        direct(request, response, chain, address);
    }

    private void direct(HttpServletRequest request, HttpServletResponse response, FilterChain chain, Address address)
            throws IOException, ServletException {
        Optional<Route> route = RoutingTable.find(
                address.segments(),
                Credentials.looksLikeGoogles(request, address.query()),
                settings().get(Settings.URL_NORMALIZATION_ENABLED));
        if (route.isPresent()) {
            modelSurface(request, response, address, route.get());
        } else if (!address.segments().isEmpty() && address.segments().get(0).equals("health")) {
            entrance.health().enter(request);
            forms.pass(request, response, () -> forward(request, response, "/" + String.join("/", address.segments())));
        } else {
            forms.pass(request, response, () -> chain.doFilter(request, response));
        }
    }

    private void modelSurface(HttpServletRequest request, HttpServletResponse response, Address address, Route route)
            throws IOException {
        Cors.allow(request, response, settings().get(Settings.POLLUX_CORS_ORIGINS));
        if (request.getMethod().equals("OPTIONS")) {
            Leftover.answer(
                    request, response, bodyLimit(), () -> response.setStatus(HttpServletResponse.SC_NO_CONTENT));
            return;
        }
        Visit visit = new Visit(request, response, address, route, clock.instant());
        response.setHeader("x-request-id", visit.callId());
        Optional<Gateway> gateway = entrance.gateway();
        if (gateway.isEmpty()) {
            refuse(visit, Report.of(503, "UNAVAILABLE", "Pollux is starting or stopping; try again in a moment"));
            return;
        }
        Optional<Caller> caller = visit.caller(gateway.get(), entrance.acquaintance());
        if (caller.isEmpty()) {
            refuse(visit, visit.unauthenticated());
            return;
        }
        Optional<Report> refusal = visit.refusal();
        if (refusal.isPresent()) {
            refuse(visit, refusal.get());
            return;
        }
        ModelCalls.take(visit.passage(caller.get(), gateway.get(), entrance.dialect(route.speech())));
    }

    private Settings settings() {
        return entrance.gateway().map(gateway -> gateway.settings().get()).orElse(Settings.defaults());
    }

    private void refuse(Visit visit, Report report) throws IOException {
        Failure failure = report.status() >= 500 ? new Failure.OwnFault(report) : new Failure.BadCall(report);
        var dialect = entrance.dialect(visit.route().speech());
        ErrorReply reply = dialect.failure(failure, visit.anonymousCall(NOTHING));
        Leftover.answer(
                visit.request(), visit.response(), bodyLimit(), () -> ErrorAnswer.send(reply, visit.response()));
    }

    private void turnAway(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        Leftover.answer(request, response, bodyLimit(), () -> response.sendError(status));
    }

    private long bodyLimit() {
        return settings().get(Settings.POLLUX_MAX_BODY_MB) * 1024L * 1024L;
    }

    private static void forward(HttpServletRequest request, HttpServletResponse response, String target)
            throws IOException, ServletException {
        PlainRequest plain = new PlainRequest(request);
        request.getRequestDispatcher(ApiApplication.PATH + target).forward(plain, response);
    }
}
