package io.pollux.admin.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** The other routes of the two load balancers: settings, statistics, logs, how the server does. */
@Vetoed
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class BalancerRoutes {
    @GET
    @Path("api/settings")
    public BalancerSettings settings(@Context HttpServletRequest request) {
        return BalancerSettings.of(Visit.of(request).office());
    }

    @POST
    @Path("api/settings")
    public Saved change(@Context HttpServletRequest request, Map<String, JsonNode> wanted) {
        Visit visit = Visit.of(request);
        BalancerSettings.change(visit, wanted);
        return new Saved("The settings have been saved", BalancerSettings.of(visit.office()));
    }

    /** The union of what both load balancers tell. */
    @GET
    @Path("api/stats")
    public BalancerStats stats(
            @Context HttpServletRequest request, @QueryParam("timeRange") @DefaultValue("24h") String range) {
        return BalancerStats.of(Visit.of(request).office(), range);
    }

    @GET
    @Path("api/logs")
    public BalancerLogs logs(
            @Context HttpServletRequest request,
            @QueryParam("type") @DefaultValue("") String type,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("startDate") @DefaultValue("") String startDate,
            @QueryParam("endDate") @DefaultValue("") String endDate,
            @QueryParam("search") @DefaultValue("") String search) {
        return BalancerLogs.of(Visit.of(request).office(), type, limit, BalancerLogs.query(startDate, endDate, search));
    }

    @GET
    @Path("api/health")
    public Monitoring.Health health(@Context HttpServletRequest request) {
        Monitoring.Health health = Monitoring.health(Visit.of(request).office());
        if (health.status().equals("unhealthy")) {
            throw new Otherwise(503, health);
        }
        return health;
    }

    @GET
    @Path("api/admin/monitoring")
    public Monitoring monitoring(@Context HttpServletRequest request) {
        return Monitoring.of(Visit.of(request).office());
    }

    /** Has the rows deleted that are older than the setting allows, and waits a little for it. */
    @POST
    @Path("api/admin/cleanup-logs")
    public Cleanup.Done cleanUp(@Context HttpServletRequest request) {
        return new Cleanup(Visit.of(request).office()).run();
    }

    /** Forgets the failures of all keys. Calls that are written down stay: they are what statistics are made of. */
    @POST
    @Path("api/admin/reset-stats")
    public Reset reset(@Context HttpServletRequest request) {
        Visit visit = Visit.of(request);
        visit.requireProof();
        KeyBook book = new KeyBook(visit.office().keys());
        List<Long> ids = book.ids(KeyBook.ALL);
        book.absolve(ids);
        return new Reset("Failure counts have been reset", ids.size());
    }

    /** The settings as they are now. */
    public record Saved(String message, BalancerSettings settings) {}

    /** How many keys. */
    public record Reset(String message, int keysUpdated) {}
}
