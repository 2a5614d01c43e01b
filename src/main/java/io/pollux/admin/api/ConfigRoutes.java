package io.pollux.admin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.pollux.admin.Office;
import io.pollux.keys.ApiKey;
import io.pollux.settings.Edit;
import io.pollux.settings.SettingView;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/**
 * The configuration as gemini-balance gives and takes it: an object of all settings. Secrets are masked, and a mask that
 * comes back stands for what it hides.
 */
@Vetoed
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ConfigRoutes {
    @GET
    @Path("api/config")
    public Map<String, Object> read(@Context HttpServletRequest request) {
        return new ConfigSheet(Visit.of(request).office()).read();
    }

    /** All of it or nothing; what is left out stays as it is. */
    @PUT
    @Path("api/config")
    public Map<String, Object> change(@Context HttpServletRequest request, Map<String, JsonNode> wanted) {
        Visit visit = Visit.of(request);
        ConfigSheet sheet = new ConfigSheet(visit.office());
        sheet.write(wanted, visit);
        return sheet.read();
    }

    /** Takes everything away that is stored, so that the environment's values count, or else the defaults. */
    @POST
    @Path("api/config/reset")
    public Map<String, Object> reset(@Context HttpServletRequest request) {
        Visit visit = Visit.of(request);
        visit.requireProof();
        Edit edit = Edit.by(visit.who());
        for (SettingView view : visit.office().configuration().views()) {
            if (view.stored() && view.changeable()) {
                edit = edit.reset(view.setting().name());
            }
        }
        visit.office().configuration().change(edit);
        return new ConfigSheet(visit.office()).read();
    }

    @DELETE
    @Path("api/config/keys/{key}")
    public Done deleteKey(@Context HttpServletRequest request, @PathParam("key") String key) {
        Office office = Visit.of(request).office();
        ApiKey found = new KeyBook(office.keys()).need(key);
        office.keys().delete(List.of(found.getId()));
        return new Done(true, "Deleted " + found.getMasked());
    }

    @POST
    @Path("api/config/keys/delete-selected")
    public Deleted deleteKeys(@Context HttpServletRequest request, Selection selection) {
        Visit visit = Visit.of(request);
        visit.requireProof();
        Selection.Found found = selection.find(new KeyBook(visit.office().keys()));
        List<Long> ids = found.ids();
        if (ids.isEmpty()) {
            throw Refused.because(400, "None of these keys is known");
        }
        visit.office().keys().delete(ids);
        return new Deleted(true, "Deleted " + ids.size() + " keys", ids.size(), found.unknown());
    }

    /** @param notFoundKeys those that nobody knows, masked */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Deleted(boolean success, String message, int deletedCount, List<String> notFoundKeys) {}
}
