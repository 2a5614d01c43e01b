package io.pollux.admin.playground;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.admin.gate.ScriptPass;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The address /playground/hangup, for the playground's script: POST with {@code ?mark=} ends the administrator's call that
 * carries this mark, and says which it was. A browser that closes a connection is noticed only at the next byte of the
 * answer, and that may be long in coming.
 */
@WebServlet(urlPatterns = "/playground/hangup", asyncSupported = true)
public class HangUp extends HttpServlet {
    /** The header of a call that the script may want to end. */
    static final String MARK = "x-pollux-mark";

    private static final long serialVersionUID = 1L;
    private static final JsonMapper JSON = new JsonMapper();

    @Inject
    private transient OfficeDoor door;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String mark = Optional.ofNullable(request.getParameter("mark")).orElse("");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        door.office()
                .filter(office -> ScriptPass.administrator(request, office).isPresent())
                .ifPresentOrElse(
                        office -> hangUp(office, mark, answer), () -> answer.put("leave", ScriptPass.leave(request)));
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        JSON.writeValue(response.getWriter(), answer);
    }

    private static void hangUp(Office office, String mark, ObjectNode answer) {
        if (!mark.isEmpty()) {
            office.relay()
                    .hangUp(call -> call.caller().administrator()
                            && mark.equals(call.headers().get(MARK)))
                    .forEach(answer.putArray("calls")::add);
        }
    }
}
