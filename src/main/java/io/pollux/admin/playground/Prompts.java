package io.pollux.admin.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.admin.gate.ScriptPass;
import io.pollux.prompts.PromptDesk;
import io.pollux.prompts.SavedPrompt;
import io.pollux.storage.DatabaseUnavailable;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * The playground's saved prompts, for its script: GET lists names, with {@code ?name=} it is one prompt; POST saves one, and
 * DELETE with {@code ?name=} deletes it. Answers are always 200 and say in a member what became of the wish, for a script
 * of ours asks and no client.
 */
@WebServlet(urlPatterns = "/playground/prompts", asyncSupported = true)
public class Prompts extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 4 * (SavedPrompt.LONGEST_CONTENT + SavedPrompt.LONGEST_NAME) + 1000;
    private static final JsonMapper JSON = new JsonMapper();

    @Inject
    private transient OfficeDoor door;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getParameter("name");
        answer(request, response, desk -> name == null ? names(desk) : one(desk, name));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LONGEST);
        answer(request, response, desk -> saved(desk, body));
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = Optional.ofNullable(request.getParameter("name")).orElse("");
        answer(request, response, desk -> say("deleted", desk.delete(name)));
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Function<PromptDesk, ObjectNode> work)
            throws IOException {
        ObjectNode answer = admitted(request)
                .map(office -> tried(office.prompts(), work))
                .orElseGet(() -> object().put("leave", ScriptPass.leave(request)));
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        JSON.writeValue(response.getWriter(), answer);
    }

    private Optional<Office> admitted(HttpServletRequest request) {
        return door.office()
                .filter(office -> ScriptPass.administrator(request, office).isPresent());
    }

    private static ObjectNode tried(PromptDesk desk, Function<PromptDesk, ObjectNode> work) {
        try {
            return work.apply(desk);
        } catch (DatabaseUnavailable away) {
            return object().put("fault", "away");
        } catch (IllegalArgumentException unfit) {
            return object().put("fault", "unfit");
        }
    }

    private static ObjectNode names(PromptDesk desk) {
        ObjectNode answer = object();
        desk.names().forEach(answer.putArray("names")::add);
        return answer;
    }

    private static ObjectNode one(PromptDesk desk, String name) {
        return desk.find(name)
                .map(prompt -> object().put("name", name).put("content", prompt.content()))
                .orElseGet(() -> object().put("fault", "gone"));
    }

    private static ObjectNode saved(PromptDesk desk, byte[] body) {
        JsonNode wish = parsed(body);
        String name = wish.path("name").asText();
        String content = wish.path("content").asText();
        if (wish.path("replace").asBoolean()) {
            desk.replace(name, content);
            return say("saved", true);
        }
        return say("saved", desk.add(name, content));
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("This is no JSON", malformed);
        }
    }

    /** Not a word more than whether it was done. */
    private static ObjectNode say(String member, Boolean done) {
        return object().put(member, done);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
