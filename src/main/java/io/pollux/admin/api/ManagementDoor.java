package io.pollux.admin.api;

import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.admin.gate.Doorkeeper;
import io.pollux.admin.gate.Headers;
import io.pollux.admin.gate.Right;
import io.pollux.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Every management route begins here, under the addresses that the originals gave it. Whoever may come in is forwarded to
 * the resources; nobody else learns what there is.
 */
@WebServlet(
        asyncSupported = true,
        urlPatterns = {
            "/api/*",
            "/v1/keys/list",
            "/hf/v1/keys/list",
            "/openapi.json",
            "/gemini/v1beta/reset-all-fail-counts",
            "/gemini/v1beta/reset-selected-fail-counts",
            "/gemini/v1beta/reset-fail-count/*",
            "/gemini/v1beta/verify-key/*",
            "/gemini/v1beta/verify-selected-keys"
        })
@MultipartConfig(maxFileSize = ManagementDoor.LONGEST, maxRequestSize = ManagementDoor.LONGEST)
public class ManagementDoor extends HttpServlet {
    /** A hundred thousand keys as one file, with what is known of each. */
    static final long LONGEST = 100L * 1024 * 1024;

    private static final int LONGEST_LOGIN = 10_000;
    private static final long serialVersionUID = 1L;

    private final transient TrialMemory trials = new TrialMemory();

    @Inject
    private transient OfficeDoor door;

    @Inject
    private transient Doorkeeper doorkeeper;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Headers.protect(response);
        Headers.forbidKeeping(response);
        Optional<Office> office = door.office();
        if (office.isEmpty()) {
            refuse(response, 503, "Pollux is starting or stopping; try again in a moment");
            return;
        }
        String route = outer(request);
        if (route.equals(SessionRoutes.LOG_IN)) {
            logIn(request, response, office.get());
            return;
        }
        Right right = Right.of(request, office.get()).or(() -> cron(route, request, office.get()));
        switch (right) {
            case NONE -> {
                response.setHeader("WWW-Authenticate", "Bearer");
                refuse(
                        response,
                        401,
                        "Send the administrator's token as Authorization: Bearer, or log in at the pages");
            }
            case FOREIGN ->
                refuse(
                        response,
                        403,
                        "With a session only Pollux's own pages may change something; scripts send the token");
            case SESSION, TOKEN, CRON -> {
                new Visit(office.get(), right, trials, request, response).begin();
                forward(route, request, response);
            }
        }
    }

    /** The one route that is open to everybody, but to the pages of other sites. */
    private void logIn(HttpServletRequest request, HttpServletResponse response, Office office)
            throws ServletException, IOException {
        if (Doorkeeper.foreign(request)) {
            refuse(response, 403, "Another site's page cannot log in");
            return;
        }
        long length = request.getContentLengthLong();
        // Of a body that does not say how long it is, anybody could send any amount.
        if (length > LONGEST_LOGIN || length < 0 && request.getMethod().equals("POST")) {
            refuse(response, 413, "That is longer than any token, or does not say how long it is");
            return;
        }
        new Reception(office, doorkeeper, request, response).begin();
        forward(SessionRoutes.LOG_IN, request, response);
    }

    private static void forward(String route, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.getRequestDispatcher(ManagementApplication.PATH + route).forward(new Order(request), response);
    }

    /** The timer of somebody else, which may ask for one thing only. */
    private static Right cron(String route, HttpServletRequest request, Office office) {
        return route.equals(HouseRoutes.CRON)
                ? Right.ofTimer(request, office.settings().get().get(Settings.CRON_SECRET))
                : Right.NONE;
    }

    /** As it was sent, still encoded, without path parameters. */
    private static String outer(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.replaceAll(";[^/]*", "").replaceAll("/{2,}", "/");
    }

    private static void refuse(HttpServletResponse response, int status, String message) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(JsonBodies.JSON.writeValueAsBytes(Complaint.of(status, message)));
    }
}
