package io.pollux.admin.api;

import io.pollux.journal.TookTooLong;
import io.pollux.settings.BadSetting;
import io.pollux.settings.ChangedMeanwhile;
import io.pollux.storage.DatabaseUnavailable;
import jakarta.enterprise.inject.Vetoed;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadLocalRandom;

/** What went wrong, as an answer with a status that says so and never with the words of an exception of another room. */
@Vetoed
@Provider
public final class Complaints implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(Complaints.class.getName());

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof Refused refused) {
            return answer(refused);
        }
        // Both libraries throw what a body's reader has thrown inside one of their own.
        if (thrown.getCause() instanceof Refused refused) {
            return answer(refused);
        }
        if (thrown instanceof Otherwise otherwise) {
            return Response.status(otherwise.status())
                    .type(MediaType.APPLICATION_JSON)
                    .entity(otherwise.answer())
                    .build();
        }
        if (thrown instanceof BadSetting bad) {
            return answer(400, bad.getMessage());
        }
        if (thrown instanceof ChangedMeanwhile meanwhile) {
            return answer(409, meanwhile.getMessage());
        }
        if (thrown instanceof DatabaseUnavailable) {
            return answer(503, "The database does not answer");
        }
        if (thrown instanceof TookTooLong) {
            return answer(504, "The search took too long and was given up; narrow it");
        }
        return thrown instanceof WebApplicationException known ? known(known) : unknown(thrown);
    }

    private static Response known(WebApplicationException known) {
        boolean unknownAddress = known.getClass() == NotFoundException.class && known.getCause() == null;
        if (known.getResponse().getStatus() == 404 && !unknownAddress) {
            // A parameter that is no number: both libraries take the address for one that does not exist, and say why.
            return answer(Refused.invalid("query", "A parameter is not of the kind that this route takes"));
        }
        Response.StatusType status = known.getResponse().getStatusInfo();
        Response answer = answer(status.getStatusCode(), status.getReasonPhrase());
        String allow = known.getResponse().getHeaderString("Allow");
        return allow == null
                ? answer
                : Response.fromResponse(answer).header("Allow", allow).build();
    }

    private static Response unknown(Throwable thrown) {
        String reference = Integer.toHexString(ThreadLocalRandom.current().nextInt());
        LOG.log(Level.ERROR, "A management route failed, reference " + reference, thrown);
        return answer(500, "Internal server error, reference " + reference);
    }

    private static Response answer(Refused refused) {
        return Response.status(refused.status())
                .type(MediaType.APPLICATION_JSON)
                .entity(refused.complaint())
                .build();
    }

    private static Response answer(int status, String message) {
        return answer(Refused.because(status, message));
    }
}
