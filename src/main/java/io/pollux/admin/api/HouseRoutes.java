package io.pollux.admin.api;

import com.fasterxml.jackson.core.type.TypeReference;
import io.pollux.settings.Edit;
import io.pollux.settings.Settings;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** What runs by the clock, which version this is, and what routes there are. */
@Vetoed
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class HouseRoutes {
    static final String CRON = "/api/cron/health-check";

    /** From now on jobs are done at their times, on all nodes: the setting POLLUX_JOBS. */
    @POST
    @Path("api/scheduler/start")
    public Message start(@Context HttpServletRequest request) {
        change(Visit.of(request), true);
        return new Message("Jobs are done by the clock");
    }

    /** From now on only those jobs are done that somebody asks for, also after the next start. */
    @POST
    @Path("api/scheduler/stop")
    public Message stop(@Context HttpServletRequest request) {
        change(Visit.of(request), false);
        return new Message("No job is done by the clock until it is started again");
    }

    private static void change(Visit visit, Boolean wanted) {
        visit.office().configuration().change(Edit.by(visit.who()).set(Settings.POLLUX_JOBS.name(), wanted.toString()));
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
        return Description.read()
                .map(document -> JsonBodies.JSON.convertValue(document, new TypeReference<Map<String, Object>>() {}))
                .orElseThrow(() -> Refused.notFound("This build holds no description"));
    }

    /** That it was asked for. */
    public record Checked(String status, String message) {}
}
