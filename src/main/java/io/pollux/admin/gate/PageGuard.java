package io.pollux.admin.gate;

import io.pollux.admin.KeyDownload;
import io.pollux.admin.LogDownload;
import io.pollux.admin.LogErasing;
import io.pollux.admin.OfficeDoor;
import io.pollux.admin.dashboard.DashboardFeed;
import io.pollux.admin.dashboard.DashboardFile;
import jakarta.faces.application.ResourceHandler;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Stands before the Faces servlet and the downloads, under whatever address that is reached: no page is shown and no
 * button works without a log-in. The exceptions are the login page, to be looked at only, and style sheets, scripts, fonts.
 */
@WebFilter(
        servletNames = {
            "faces",
            LogDownload.NAME,
            LogErasing.NAME,
            KeyDownload.NAME,
            DashboardFeed.NAME,
            DashboardFile.NAME
        },
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.INCLUDE, DispatcherType.ERROR
        })
public class PageGuard extends HttpFilter {
    static final String FIRST_PAGE = "/dashboard";

    private static final long serialVersionUID = 1L;
    private static final Set<String> LOGIN_PAGE = Set.of("/", "/login", "/login.xhtml");
    private static final Set<String> LOOKING = Set.of("GET", "HEAD");

    @Inject
    private transient OfficeDoor door;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean looking = LOOKING.contains(request.getMethod());
        boolean asset = request.getServletPath().startsWith(ResourceHandler.RESOURCE_IDENTIFIER + "/");
        Headers.protect(response);
        if (asset && looking) {
            chain.doFilter(request, response);
            return;
        }
        Headers.forbidKeeping(response);
        boolean admitted = admitted(request);
        if (LOGIN_PAGE.contains(request.getServletPath()) && looking && !admitted) {
            Apology.instead(chain, request, response);
        } else if (!admitted) {
            sendAway(request, response);
        } else if (!looking && !SameOrigin.holds(request::getHeader)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else if (LOGIN_PAGE.contains(request.getServletPath())) {
            Redirect.to(FIRST_PAGE, request, response);
        } else {
            Apology.instead(chain, request, response);
        }
    }

    private boolean admitted(HttpServletRequest request) {
        return door.office()
                .flatMap(office -> Admission.of(request).filter(admission -> admission.holds(office)))
                .isPresent();
    }

    /** A session that is no good any more is ended here, so that nothing of it is kept. */
    private void sendAway(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String leave = Leave.from(request);
        if (door.office().isPresent()) {
            Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
        }
        Redirect.to(leave, request, response);
    }
}
