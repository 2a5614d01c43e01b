package io.pollux.admin.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Trying proxies, whether or not they are in the settings. What came of a trial is remembered for ten seconds. */
@Vetoed
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ProxyRoutes {
    private static final int MOST = 200;
    private static final int MOST_AT_ONCE = 10;

    @POST
    @Path("api/config/proxy/check")
    public Checked check(@Context HttpServletRequest request, Wanted wanted) {
        Trials trials = new Trials(Visit.of(request), wanted.useCache());
        return trials.of(wanted.proxy()).join();
    }

    /** In the order in which they were named. */
    @POST
    @Path("api/config/proxy/check-all")
    public List<Checked> checkAll(@Context HttpServletRequest request, WantedAll wanted) {
        if (wanted.proxies() == null || wanted.proxies().size() > MOST) {
            throw Refused.invalid("proxies", "It is a list of at most " + MOST + " proxies");
        }
        int atOnce = wanted.maxConcurrent() == null ? 5 : wanted.maxConcurrent();
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw Refused.invalid("max_concurrent", "It is a number from 1 to " + MOST_AT_ONCE);
        }
        Trials trials = new Trials(Visit.of(request), wanted.useCache());
        List<Checked> checked = new ArrayList<>();
        for (int from = 0; from < wanted.proxies().size(); from += atOnce) {
            List<CompletableFuture<Checked>> some = wanted.proxies().stream()
                    .skip(from)
                    .limit(atOnce)
                    .map(trials::of)
                    .toList();
            some.forEach(trial -> checked.add(trial.join()));
        }
        return checked;
    }

    @GET
    @Path("api/config/proxy/cache-stats")
    public CacheStats cache(@Context HttpServletRequest request) {
        Visit visit = Visit.of(request);
        return visit.trials().stats(visit.office().clock().instant());
    }

    @POST
    @Path("api/config/proxy/clear-cache")
    public Done clear(@Context HttpServletRequest request) {
        int cleared = Visit.of(request).trials().clear();
        return new Done(true, cleared + " trials have been forgotten");
    }

    /** @param useCache whether what came of a trial some seconds ago will do; yes unless it is false */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Wanted(String proxy, Boolean useCache) {}

    /** @param maxConcurrent how many are tried at the same time */
    @JsonNaming(SnakeCaseStrategy.class)
    public record WantedAll(List<String> proxies, Boolean useCache, Integer maxConcurrent) {}

    /**
     * What came of it.
     *
     * @param proxy without its credentials
     * @param responseTime in seconds; null when there was no answer
     * @param checkedAt in seconds since the epoch
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Checked(
            String proxy, boolean isAvailable, Double responseTime, String errorMessage, double checkedAt) {}

    /** How many trials are remembered at the node that was asked, and how many of them are still good for an answer. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record CacheStats(int totalCached, int validCached, int expiredCached) {}
}
