package io.pollux.admin.gate;

import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Lets the administrator in. The address is gemini-balance's. */
@WebServlet(urlPatterns = "/auth", asyncSupported = true)
public class LogIn extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient OfficeDoor door;

    @Inject
    private transient Doorkeeper doorkeeper;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Headers.protect(response);
        request.setCharacterEncoding("UTF-8");
        Optional<Office> office = door.office();
        if (Doorkeeper.foreign(request)) {
            Redirect.to("/?login=foreign", request, response);
        } else if (office.isEmpty()) {
            Redirect.to("/", request, response);
        } else {
            Redirect.to(answer(request, response, office.get()), request, response);
        }
    }

    private String answer(HttpServletRequest request, HttpServletResponse response, Office office) {
        String again = ReturnAddress.parameter(request.getParameter("to"));
        Knock knock = doorkeeper.look(request, office);
        if (knock.seconds() > 0) {
            return "/?login=wait&seconds=" + knock.seconds() + again;
        }
        if (knock.administrator().isEmpty()) {
            return "/?login=wrong" + again;
        }
        doorkeeper.admit(knock.administrator().get(), request, response, office);
        return ReturnAddress.of(request.getParameter("to")).orElse(PageGuard.FIRST_PAGE);
    }
}
