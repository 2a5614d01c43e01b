package io.pollux.admin.api;

import io.pollux.admin.Office;
import io.pollux.admin.api.ProxyRoutes.Checked;
import io.pollux.exchange.Secret;
import io.pollux.settings.SettingView;
import io.pollux.settings.Settings;
import io.pollux.upstream.ProxyTrial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Tries proxies for one request, unless it is content with what came of it a moment ago. */
final class Trials {
    private static final int PATIENCE_SECONDS = 25;

    private final Office office;
    private final TrialMemory memory;
    private final boolean remembering;

    /** @param useCache null for yes */
    Trials(Visit visit, Boolean useCache) {
        this.office = visit.office();
        this.memory = visit.trials();
        this.remembering = !Boolean.FALSE.equals(useCache);
    }

    /** Never fails, and ends within {@link #PATIENCE_SECONDS}. */
    CompletableFuture<Checked> of(String named) {
        if (named == null || named.isBlank()) {
            throw Refused.invalid("proxy", "It is missing");
        }
        Secret proxy = standing(named.strip());
        Instant now = office.clock().instant();
        Optional<Checked> known = remembering ? memory.recall(proxy, now) : Optional.empty();
        return known.map(CompletableFuture::completedFuture).orElseGet(() -> tried(proxy, now));
    }

    private CompletableFuture<Checked> tried(Secret proxy, Instant now) {
        return office.proxies()
                .trial(proxy)
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .handle((came, failed) -> failed == null ? checked(came, now) : unchecked(failed, now))
                .thenApply(checked -> {
                    memory.keep(proxy, checked, office.clock().instant());
                    return checked;
                });
    }

    private static Checked checked(ProxyTrial came, Instant now) {
        return new Checked(
                came.label(),
                came.leads(),
                came.leads() ? came.took().toMillis() / 1000.0 : null,
                came.words().isEmpty() ? null : came.words(),
                now.toEpochMilli() / 1000.0);
    }

    private static Checked unchecked(Throwable failed, Instant now) {
        boolean unreadable =
                failed instanceof IllegalArgumentException || failed.getCause() instanceof IllegalArgumentException;
        String why = unreadable ? "Invalid proxy format" : "No answer";
        return new Checked("", false, null, why, now.toEpochMilli() / 1000.0);
    }

    /** One that is masked as in the configuration stands for that of the settings. */
    private Secret standing(String named) {
        List<Secret> known = office.settings().get().get(Settings.PROXIES);
        List<String> masks = office.configuration().views().stream()
                .filter(view -> view.setting() == Settings.PROXIES)
                .map(SettingView::text)
                .findFirst()
                .map(Trials::list)
                .orElse(List.of());
        int place = masks.indexOf(named);
        return place >= 0 && place < known.size() ? known.get(place) : Secret.of(named);
    }

    private static List<String> list(String json) {
        return json.isEmpty() ? List.of() : Settings.IMAGE_MODELS.parse(json);
    }
}
