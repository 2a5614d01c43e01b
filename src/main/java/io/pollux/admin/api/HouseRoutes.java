package io.pollux.admin.api;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** What runs by the clock, which version this is, and what routes there are. */
@Vetoed
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class HouseRoutes {
    static final String CRON = "/api/cron/health-check";

    private static final String DESCRIPTION = "openapi.json";

    /** Gemini-balance's page stopped its jobs before it saved and started them after. Ours read the settings anew each time. */
    @POST
    @Path("api/scheduler/start")
    public Message start(@Context HttpServletRequest request) {
        Visit.of(request);
        return new Message("The jobs are running");
    }

    @POST
    @Path("api/scheduler/stop")
    public Message stop(@Context HttpServletRequest request) {
        Visit.of(request);
        return new Message("The jobs go on; they follow the settings by themselves");
    }

    /** Has Google asked within seconds about refused keys whose time has come, by whichever node comes first. */
    @GET
    @Path("api/cron/health-check")
    public Checked check(@Context HttpServletRequest request) {
        boolean soon = Visit.of(request).office().jobs().hurry("check-keys");
        return new Checked("ok", soon ? "Refused keys are being asked about" : "Refused keys are asked about already");
    }

    @GET
    @Path("api/version/check")
    public Version version(@Context HttpServletRequest request) {
        return Version.of(Visit.of(request).office());
    }

    /** This document. */
    @GET
    @Path("openapi.json")
    public Map<String, Object> description(@Context HttpServletRequest request) {
        Visit.of(request);
        try (InputStream in = HouseRoutes.class.getResourceAsStream(DESCRIPTION)) {
            if (in == null) {
                throw Refused.notFound("This build holds no description");
            }
            return JsonBodies.JSON.readValue(in, new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That it was asked for. */
    public record Checked(String status, String message) {}
}
