package io.pollux.admin.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.admin.Languages;
import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.admin.Proof;
import io.pollux.admin.gate.Headers;
import io.pollux.admin.gate.ScriptPass;
import io.pollux.exchange.Caller;
import io.pollux.storage.DatabaseUnavailable;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Answers the script of the configuration page, in JSON and always with 200: what came of a question stands in the answer.
 * A script whose log-in has ended is told to leave.
 */
@WebServlet(
        urlPatterns = {
            "/config/check",
            "/config/save",
            "/config/revert",
            "/config/token",
            "/config/administrator",
            "/config/models",
            "/config/proxies"
        },
        asyncSupported = true)
public class ConfigDoor extends HttpServlet {
    private static final System.Logger LOG = System.getLogger(ConfigDoor.class.getName());
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 4 * 1024 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    @Inject
    private transient OfficeDoor door;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Headers.protect(response);
        Headers.forbidKeeping(response);
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(JSON.writeValueAsString(answer(request)));
    }

    private ObjectNode answer(HttpServletRequest request) throws IOException {
        Optional<Office> office = door.office();
        Optional<Caller> administrator = office.flatMap(open -> ScriptPass.administrator(request, open));
        if (administrator.isEmpty()) {
            return JsonNodeFactory.instance.objectNode().put("leave", ScriptPass.leave(request));
        }
        String who = administrator.get().name() + ", " + request.getRemoteAddr();
        boolean proven = Proof.given(request, office.get().clock().instant());
        ConfigClerk clerk = new ConfigClerk(
                office.get(),
                who,
                proven ? ConfigClerk.Trust.PROVEN : ConfigClerk.Trust.LOGGED_IN,
                new FaultWords(Languages.of(request)));
        try {
            JsonNode asked = read(request);
            return served(clerk, request.getServletPath(), asked);
        } catch (DatabaseUnavailable away) {
            return trouble("away");
        } catch (JsonProcessingException malformed) {
            return trouble("failed");
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "The configuration page asked for something that failed", fault);
            return trouble("failed");
        }
    }

    private static ObjectNode served(ConfigClerk clerk, String path, JsonNode asked) {
        return switch (path) {
            case "/config/check" -> clerk.check(asked);
            case "/config/save" -> clerk.save(asked);
            case "/config/revert" -> clerk.revert(asked);
            case "/config/token" -> clerk.token();
            case "/config/administrator" -> clerk.administrator(asked);
            case "/config/models" -> clerk.models();
            case "/config/proxies" -> clerk.proxies(asked);
            default -> trouble("failed");
        };
    }

    private static JsonNode read(HttpServletRequest request) throws IOException {
        try (InputStream in = request.getInputStream()) {
            return JSON.readTree(in.readNBytes(LONGEST));
        }
    }

    private static ObjectNode trouble(String what) {
        return JsonNodeFactory.instance.objectNode().put("trouble", what);
    }
}
