package io.pollux.admin.gate;

import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.admin.Proof;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The administrator's token, given again by somebody who has logged in: asked for by the dialog of the pages. GET says
 * whether a {@link Proof} is there; POST gives one.
 */
@WebServlet(urlPatterns = "/auth/again", asyncSupported = true)
public class TokenAgain extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient OfficeDoor door;

    @Inject
    private transient Doorkeeper doorkeeper;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Office> office = admitted(request);
        if (office.isEmpty()) {
            leave(request, response);
        } else {
            say(
                    response,
                    "\"given\":" + Proof.given(request, office.get().clock().instant()));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        Optional<Office> office = admitted(request);
        if (office.isEmpty()) {
            leave(request, response);
            return;
        }
        Knock knock = doorkeeper.look(request, office.get());
        boolean right = knock.administrator().isPresent();
        if (right) {
            new Proof(office.get().clock().instant()).keepIn(request.getSession());
        }
        say(response, "\"given\":" + right + ",\"wait\":" + knock.seconds());
    }

    private Optional<Office> admitted(HttpServletRequest request) {
        return door.office()
                .filter(office -> ScriptPass.administrator(request, office).isPresent());
    }

    /** Nothing here asks for a page, so the script is told where to go; a foreign one learns nothing by that. */
    private static void leave(HttpServletRequest request, HttpServletResponse response) throws IOException {
        say(response, "\"leave\":\"" + ScriptPass.leave(request) + "\"");
    }

    private static void say(HttpServletResponse response, String fields) throws IOException {
        Headers.protect(response);
        Headers.forbidKeeping(response);
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write("{" + fields + "}");
    }
}
