package io.pollux.admin.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.admin.Office;
import io.pollux.keys.ApiKey;
import io.pollux.keys.StoredKey;
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
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
    public Response exportKeys(@Context HttpServletRequest request, @QueryParam("whole") boolean whole) {
        return attachment(request, "lb-keys-export-", keys(request, whole));
    }

    /** A key that is there already gets its name and whether it is in use from the file. */
    @POST
    @Path("api/admin/keys/import")
    public KeyIntake.Outcome importKeys(@Context HttpServletRequest request, List<BalancerKey> keys) {
        return new KeyIntake(Visit.of(request).office()).take(keys);
    }

    /** Keys as in {@code keys/export}, settings, and the attempts of the last day. */
    @GET
    @Path("api/admin/data/export")
    public Response exportData(@Context HttpServletRequest request, @QueryParam("whole") boolean whole) {
        Office office = Visit.of(request).office();
        Data data = new Data(keys(request, whole), BalancerSettings.of(office), AttemptLine.since(office, LOGGED, 0));
        return attachment(
                request,
                "lb-data-export-",
                new Everything(1, LogPeriod.text(office.clock().instant()), data));
    }

    /** Takes keys and settings. Nothing is deleted, and logs are not taken: they are the journal's alone. */
    @POST
    @Path("api/admin/data/import")
    public Taken importData(@Context HttpServletRequest request, Intake intake) {
        Visit visit = Visit.of(request);
        visit.requireProof(request);
        if (intake.data() == null) {
            throw Refused.because(400, "The file has no data");
        }
        Map<String, JsonNode> settings =
                intake.data().settings() == null ? Map.of() : intake.data().settings();
        BalancerSettings.change(request, settings);
        List<BalancerKey> keys =
                intake.data().keys() == null ? List.of() : intake.data().keys();
        KeyIntake.Outcome outcome = new KeyIntake(visit.office()).take(keys);
        return new Taken(
                "The data has been imported",
                new Counts(outcome.added() + outcome.updated(), settings.size(), 0, outcome.errorDetails()));
    }

    private static List<BalancerKey> keys(HttpServletRequest request, boolean whole) {
        Visit visit = Visit.of(request);
        Office office = visit.office();
        List<ApiKey> rows = new KeyBook(office.keys()).all(KeyBook.ALL);
        if (!whole) {
            return rows.stream().map(row -> BalancerKey.of(office, row)).toList();
        }
        visit.requireProof(request);
        Map<Long, StoredKey> secrets =
                office.keys().snapshots().stream().collect(Collectors.toMap(StoredKey::id, key -> key));
        return rows.stream()
                .filter(row -> secrets.containsKey(row.getId()))
                .map(row -> BalancerKey.of(
                        office, row, secrets.get(row.getId()).secret().reveal()))
                .toList();
    }

    private static Response attachment(HttpServletRequest request, String name, Object content) {
        String day = Visit.of(request)
                .office()
                .clock()
                .instant()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"" + name + day + ".json\"")
                .build();
    }

    /** What an export holds. */
    public record Everything(int version, String exportedAt, Data data) {}

    /** Its parts. */
    public record Data(
            @JsonProperty("api_keys") List<BalancerKey> keys,
            BalancerSettings settings,
            @JsonProperty("request_logs") List<AttemptLine> attempts) {}

    /** What an import may hold; other parts are passed over. */
    public record Intake(IntakeData data) {}

    /** Its parts. */
    public record IntakeData(@JsonProperty("api_keys") List<BalancerKey> keys, Map<String, JsonNode> settings) {}

    /** What was taken. */
    public record Taken(String message, Counts results) {}

    /** How many of each. */
    public record Counts(int keys, int settings, int logs, List<String> errors) {}
}
