package io.pollux.edge;

import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Whether Pollux lives, and whether it could serve a call now. */
@Vetoed
@Singleton
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
@Access(Access.Policy.PUBLIC)
public final class HealthChecks {
    @GET
    public Response health(@Context HttpServletRequest request) {
        Health health = Health.of(request);
        return answer(health, health.up());
    }

    @GET
    @Path("ready")
    public Response ready(@Context HttpServletRequest request) {
        Health health = Health.of(request);
        return answer(health, health.ready());
    }

    private static Response answer(Health health, boolean good) {
        String body = """
                {"status":"%s","database":"%s","keys":%d,"readyKeys":%d,"draining":%b}""".formatted(
                        good ? "healthy" : "unhealthy",
                        health.database().replaceAll("[\"\\\\\\p{Cntrl}]", " "),
                        health.keys(),
                        health.readyKeys(),
                        health.draining());
        return Response.status(good ? 200 : 503)
                .header("Cache-Control", "no-store")
                .entity(body)
                .build();
    }
}
