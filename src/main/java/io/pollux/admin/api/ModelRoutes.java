package io.pollux.admin.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.pollux.admin.Office;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The models to choose from in the configuration, in the shape of OpenAI's list. */
@Vetoed
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class ModelRoutes {
    private static final int PATIENCE_SECONDS = 20;

    @GET
    @Path("api/config/ui/models")
    public Models models(@Context HttpServletRequest request) {
        Office office = Visit.of(request).office();
        long created = office.clock().instant().getEpochSecond();
        return new Models(
                "list",
                names(office).stream().map(name -> Model.of(name, created)).toList(),
                true);
    }

    private static Set<String> names(Office office) {
        try {
            return office.models()
                    .names()
                    .toCompletableFuture()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failed) {
            throw Refused.because(503, "Google's list of models could not be read");
        }
    }

    /** What Google lists for the keys. */
    public record Models(String object, List<Model> data, boolean success) {}

    /** One of them. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Model(
            String id,
            String object,
            long created,
            String ownedBy,
            List<String> permission,
            String root,
            String parent) {
        static Model of(String name, long created) {
            return new Model(name, "model", created, "google", List.of(), "models/" + name, null);
        }
    }
}
