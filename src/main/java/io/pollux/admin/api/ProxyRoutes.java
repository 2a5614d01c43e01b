package io.pollux.admin.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.pollux.admin.Office;
import io.pollux.exchange.Secret;
import io.pollux.settings.SettingView;
import io.pollux.settings.Settings;
import io.pollux.upstream.ProxyTrial;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Trying proxies, whether or not they are in the settings. Nothing is remembered of a trial, so there is no cache. */
@Vetoed
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ProxyRoutes {
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final int MOST = 200;
    private static final int MOST_AT_ONCE = 10;

    @POST
    @Path("api/config/proxy/check")
    public Checked check(@Context HttpServletRequest request, Wanted wanted) {
        Office office = Visit.of(request).office();
        return wait(office, trial(office, wanted.proxy()));
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
        Office office = Visit.of(request).office();
        List<Checked> checked = new ArrayList<>();
        for (int from = 0; from < wanted.proxies().size(); from += atOnce) {
            List<CompletableFuture<ProxyTrial>> trials = wanted.proxies().stream()
                    .skip(from)
                    .limit(atOnce)
                    .map(proxy -> trial(office, proxy))
                    .toList();
            trials.forEach(trial -> checked.add(wait(office, trial)));
        }
        return checked;
    }

    @GET
    @Path("api/config/proxy/cache-stats")
    public CacheStats cache(@Context HttpServletRequest request) {
        Visit.of(request);
        return new CacheStats(0, 0, 0);
    }

    @POST
    @Path("api/config/proxy/clear-cache")
    public Done clear(@Context HttpServletRequest request) {
        Visit.of(request);
        return new Done(true, "Nothing is kept of a trial");
    }

    /** One that is masked as in the configuration stands for that of the settings. */
    private static CompletableFuture<ProxyTrial> trial(Office office, String named) {
        if (named == null || named.isBlank()) {
            throw Refused.invalid("proxy", "It is missing");
        }
        return office.proxies().trial(standing(office, named.strip())).toCompletableFuture();
    }

    private static Secret standing(Office office, String named) {
        List<Secret> known = office.settings().get().get(Settings.PROXIES);
        List<String> masks = office.configuration().views().stream()
                .filter(view -> view.setting() == Settings.PROXIES)
                .map(SettingView::text)
                .findFirst()
                .map(ProxyRoutes::list)
                .orElse(List.of());
        int place = masks.indexOf(named);
        return place >= 0 && place < known.size() ? known.get(place) : Secret.of(named);
    }

    private static List<String> list(String json) {
        return json.isEmpty() ? List.of() : Settings.IMAGE_MODELS.parse(json);
    }

    private static Checked wait(Office office, CompletableFuture<ProxyTrial> trial) {
        double now = office.clock().millis() / 1000.0;
        try {
            ProxyTrial came =
                    trial.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            return new Checked(
                    came.label(),
                    came.leads(),
                    came.leads() ? came.took().toMillis() / 1000.0 : null,
                    came.words().isEmpty() ? null : came.words(),
                    now);
        } catch (CompletionException failed) {
            String why = failed.getCause() instanceof IllegalArgumentException ? "Invalid proxy format" : "No answer";
            return new Checked("", false, null, why, now);
        }
    }

    /** @param proxy its address; useCache has no meaning here */
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

    /** All zero. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record CacheStats(int totalCached, int validCached, int expiredCached) {}
}
