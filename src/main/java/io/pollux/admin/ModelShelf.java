package io.pollux.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Usage;
import io.pollux.pool.KeyPool;
import io.pollux.pool.Lending;
import io.pollux.pool.Loan;
import io.pollux.pool.NoneReady;
import io.pollux.pool.Tried;
import io.pollux.upstream.Upstream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The names of the models that Google lists for our keys, to be picked from. Asked for at most every ten minutes, and not at
 * all while nobody picks. Not what clients are shown: nothing is hidden, no suffix is added.
 */
public final class ModelShelf {
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final int MOST_TRIES = 3;
    private static final JsonMapper JSON = new JsonMapper();
    private static final GeminiCall QUESTION =
            new GeminiCall(Operation.LIST_MODELS, KeyKind.GEMINI, "", "", "pageSize=1000", Map.of(), new byte[0], 0);

    private final KeyPool pool;
    private final Upstream upstream;
    private final Clock clock;
    private final AtomicReference<Stock> stock = new AtomicReference<>(new Stock(Set.of(), Instant.EPOCH));

    public ModelShelf(KeyPool pool, Upstream upstream, Clock clock) {
        this.pool = pool;
        this.upstream = upstream;
        this.clock = clock;
    }

    /** In the order of the alphabet. Fails with the words of what went wrong, unless older names are there. */
    public CompletionStage<Set<String>> names() {
        Stock now = stock.get();
        if (clock.instant().isBefore(now.until())) {
            return CompletableFuture.completedFuture(now.names());
        }
        CompletableFuture<Set<String>> names = new CompletableFuture<>();
        ask(names, new Tried());
        return names.exceptionally(failed -> {
            if (now.names().isEmpty()) {
                throw new IllegalStateException(failed.getMessage(), failed);
            }
            return now.names();
        });
    }

    private void ask(CompletableFuture<Set<String>> names, Tried tried) {
        Lending lending = pool.lend(QUESTION, tried);
        if (lending instanceof NoneReady none) {
            names.completeExceptionally(
                    new IllegalStateException(none.failure().report().message()));
        } else if (lending instanceof Loan loan) {
            upstream.send(QUESTION, loan.key().secret(), new Answer(names, tried, loan));
        }
    }

    /** Other answers than a list leave the shelf empty. */
    static Set<String> read(byte[] json) throws IOException {
        Set<String> names = new TreeSet<>();
        for (JsonNode model : JSON.readTree(json).path("models")) {
            String name = model.path("name").asText("");
            names.add(name.startsWith("models/") ? name.substring("models/".length()) : name);
        }
        names.remove("");
        return names;
    }

    private record Stock(Set<String> names, Instant until) {}

    private final class Answer implements Upstream.Listener {
        private final CompletableFuture<Set<String>> names;
        private final Tried tried;
        private final Loan loan;

        Answer(CompletableFuture<Set<String>> names, Tried tried, Loan loan) {
            this.names = names;
            this.tried = tried;
            this.loan = loan;
        }

        @Override
        public void onEvent(byte[] json) {
            try {
                Set<String> read = read(json);
                stock.set(new Stock(read, clock.instant().plus(FRESH)));
                names.complete(read);
            } catch (IOException broken) {
                names.completeExceptionally(broken);
            }
        }

        @Override
        public void onEnd() {
            loan.succeeded(Usage.NONE);
            names.completeExceptionally(new IllegalStateException("The answer was empty"));
        }

        @Override
        public void onFailure(Failure failure) {
            loan.failed(failure);
            if (tried.count() < MOST_TRIES) {
                ask(names, tried);
            } else {
                names.completeExceptionally(
                        new IllegalStateException(failure.report().message()));
            }
        }

        @Override
        public String project() {
            return loan.key().scope();
        }

        @Override
        public Runnable acquittal() {
            return loan::acquit;
        }
    }
}
