package io.pollux.admin.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.pollux.admin.Office;
import io.pollux.keys.ApiKey;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What became of attempts lately, as gemini-balance tells it: one line for each attempt, not for each call of a client. */
@Vetoed
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class StatsRoutes {
    private static final Duration DAY = Duration.ofHours(24);
    private static final int MOST = 1_000;

    @GET
    @Path("api/stats/details")
    public List<AttemptLine> details(
            @Context HttpServletRequest request, @QueryParam("period") @DefaultValue("1h") String period) {
        return AttemptLine.since(Visit.of(request).office(), LogPeriod.of(period), 0);
    }

    @GET
    @Path("api/stats/key-details")
    public List<AttemptLine> keyDetails(
            @Context HttpServletRequest request,
            @QueryParam("key") @DefaultValue("") String key,
            @QueryParam("period") @DefaultValue("1h") String period) {
        Office office = Visit.of(request).office();
        Duration back = LogPeriod.of(period);
        return AttemptLine.since(
                office, back, new KeyBook(office.keys()).need(key).getId());
    }

    /** The keys that have got a status most often in a day. */
    @GET
    @Path("api/stats/attention-keys")
    public List<Attention> attention(
            @Context HttpServletRequest request,
            @QueryParam("limit") @DefaultValue("20") int limit,
            @QueryParam("status_code") @DefaultValue("429") int statusCode) {
        if (statusCode < 100 || statusCode > 599) {
            throw Refused.invalid("status_code", "It is a number from 100 to 599");
        }
        Office office = Visit.of(request).office();
        int most = Math.max(1, Math.min(MOST, limit));
        List<Attention> worst = new ArrayList<>();
        // Some more, for those that have been deleted meanwhile are left out.
        office.logs()
                .counts()
                .byKey(statusCode, office.clock().instant().minus(DAY), 2 * most)
                .forEach((id, count) -> office.keys()
                        .find(id)
                        .ifPresent(key -> worst.add(new Attention(key.getMasked(), id, count, statusCode))));
        return worst.stream().limit(most).toList();
    }

    /** Attempts of a key in a day by model, the most first. */
    @GET
    @Path("api/key-usage-details/{key}")
    public Map<String, Long> usage(@Context HttpServletRequest request, @PathParam("key") String key) {
        Office office = Visit.of(request).office();
        ApiKey found = new KeyBook(office.keys()).need(key);
        return office.logs()
                .counts()
                .byModel(found.getId(), office.clock().instant().minus(DAY));
    }

    /** @param key masked */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Attention(String key, long id, long count, int statusCode) {}
}
