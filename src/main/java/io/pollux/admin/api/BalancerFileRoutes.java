package io.pollux.admin.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.pollux.admin.Office;
import io.pollux.keys.ApiKey;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the load balancer gives as files and takes back. An upload's part {@code file}, or the body itself, is read. */
@Vetoed
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class BalancerFileRoutes {
    private static final Duration LOGGED = Duration.ofDays(1);

    /** Keys are masked unless {@code whole} is asked for, which takes the administrator's token. */
    @GET
    @Path("api/admin/keys/export")
    public Collection<BalancerKey> exportKeys(@Context HttpServletRequest request, @QueryParam("whole") boolean whole) {
        Collection<BalancerKey> keys = keys(request, whole);
        attach(Visit.of(request), "lb-keys-export-");
        return keys;
    }

    /** A key that is there already gets its name and whether it is in use from the file. */
    @POST
    @Path("api/admin/keys/import")
    public KeyIntake.Outcome importKeys(@Context HttpServletRequest request, List<BalancerKey> keys) {
        return KeyIntake.of(Visit.of(request).office(), keys).carryOut();
    }

    /** Keys as in {@code keys/export}, settings, and the attempts of the last day. */
    @GET
    @Path("api/admin/data/export")
    public Everything exportData(@Context HttpServletRequest request, @QueryParam("whole") boolean whole) {
        Visit visit = Visit.of(request);
        Office office = visit.office();
        Data data = new Data(keys(request, whole), BalancerSettings.of(office), AttemptLine.since(office, LOGGED, 0));
        attach(visit, "lb-data-export-");
        return new Everything(1, LogPeriod.text(office.clock().instant()), data);
    }

    /**
     * Puts the keys and settings of the file in the place of those that stand, all of it or nothing: keys of Gemini that it
     * does not hold are deleted, and can be brought back for a week. Logs are not taken.
     */
    @POST
    @Path("api/admin/data/import")
    public DataIntake.Taken importData(@Context HttpServletRequest request, DataIntake.File file) {
        Visit visit = Visit.of(request);
        visit.requireProof();
        return new DataIntake(visit).take(file);
    }

    private static Collection<BalancerKey> keys(HttpServletRequest request, boolean whole) {
        Visit visit = Visit.of(request);
        Office office = visit.office();
        KeyBook book = new KeyBook(office.keys());
        int count = book.count(KeyBook.ALL);
        if (!whole) {
            return Roll.of(() -> book.all(KeyBook.ALL), count, row -> BalancerKey.of(office, row));
        }
        visit.requireProof();
        return new Roll<>(
                () -> book.all(KeyBook.ALL).map(row -> whole(office, row)).flatMap(Optional::stream), count);
    }

    /** Empty where the key was sealed elsewhere. */
    private static Optional<BalancerKey> whole(Office office, ApiKey row) {
        return office.keys().open(row).map(secret -> BalancerKey.of(office, row, secret.reveal()));
    }

    /** Lets a browser keep the answer as a file. */
    private static void attach(Visit visit, String name) {
        LocalDate day =
                visit.office().clock().instant().atOffset(ZoneOffset.UTC).toLocalDate();
        visit.response().setHeader("Content-Disposition", "attachment; filename=\"" + name + day + ".json\"");
    }

    /** What an export holds. */
    public record Everything(int version, String exportedAt, Data data) {}

    /** Its parts. */
    public record Data(
            @JsonProperty("api_keys") Collection<BalancerKey> keys,
            BalancerSettings settings,
            @JsonProperty("request_logs") List<AttemptLine> attempts) {}
}
