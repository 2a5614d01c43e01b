package io.pollux.admin.api;

import io.pollux.admin.Office;
import io.pollux.journal.Erasure;
import io.pollux.journal.Erasure.State;
import io.pollux.journal.LogQuery;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;

/** Deletes rows of the error log, few at a time: 204 when they are gone, 202 when that takes longer than a minute. */
@Vetoed
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ErrorDeletionRoutes {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    @DELETE
    @Path("api/logs/errors")
    public void some(@Context HttpServletRequest request, Chosen chosen) {
        Office office = Visit.of(request).office();
        if (chosen.ids() == null || chosen.ids().isEmpty() || chosen.ids().size() > MOST) {
            throw Refused.because(400, "ids holds from 1 to " + MOST + " numbers");
        }
        await(office.eraser().errors(chosen.ids()));
    }

    @DELETE
    @Path("api/logs/errors/all")
    public void all(@Context HttpServletRequest request) {
        Visit visit = Visit.of(request);
        visit.requireProof();
        await(visit.office().eraser().errors(LogQuery.EVERYTHING));
    }

    @DELETE
    @Path("api/logs/errors/{id}")
    public void one(@Context HttpServletRequest request, @PathParam("id") long id) {
        Office office = Visit.of(request).office();
        if (office.logs().errorLine(id).isEmpty()) {
            throw Refused.notFound("Error log not found");
        }
        await(office.eraser().errors(List.of(id)));
    }

    private static void await(Erasure erasure) {
        try {
            if (!erasure.await(PATIENCE)) {
                throw new Otherwise(202, new Message("The errors are being deleted"));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw Refused.because(503, "Pollux is stopping");
        }
        if (erasure.state() == State.FAILED) {
            throw Refused.because(500, "The errors could not be deleted");
        }
    }

    /** @param ids numbers of errors */
    public record Chosen(List<Long> ids) {}
}
