package io.pollux.housekeeping;

import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Usage;
import io.pollux.housekeeping.CheckRound.Result;
import io.pollux.pool.KeyPool;
import io.pollux.pool.Loan;
import io.pollux.settings.Settings;
import io.pollux.upstream.Upstream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Asks Google whether it takes keys, a few at a time, and books the answers in the pool. The question is the cheapest
 * there is and never costs money: count the tokens of one word on TEST_MODEL.
 */
public final class KeyCheck {
    private static final int AT_ONCE = 5;
    private static final int MOST_RECOVERED = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] QUESTION =
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}".getBytes(StandardCharsets.UTF_8);

    private final KeyPool pool;
    private final Upstream upstream;
    private final Supplier<Settings> settings;
    private final Clock clock;
    private final Queue<Task> waiting = new ConcurrentLinkedQueue<>();
    private final Set<Question> asked = ConcurrentHashMap.newKeySet();
    /** How many times {@link #goOn} was called while somebody is at it; only the first caller works. */
    private final AtomicInteger calls = new AtomicInteger();
    /** Written by whoever runs {@link #recover}, one at a time. */
    private volatile CheckRound recovery = new CheckRound(0);

    public KeyCheck(KeyPool pool, Upstream upstream, Supplier<Settings> settings, Clock clock) {
        this.pool = pool;
        this.upstream = upstream;
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins to check keys whatever their state, also those switched off. Returns at once. */
    public CheckRound check(Collection<Long> keyIds) {
        CheckRound round = new CheckRound(keyIds.size());
        keyIds.forEach(keyId -> waiting.add(new Task(keyId, round)));
        goOn();
        return round;
    }

    /**
     * Begins to check some of the keys that Google refuses and whose time has come, unless it is still at it.
     *
     * @return the check that is under way
     */
    CheckRound recover() {
        if (recovery.finished()) {
            recovery = check(pool.desk().dueForCheck(MOST_RECOVERED));
        }
        return recovery;
    }

    /** Gives up questions that were asked too long ago. */
    void giveUpLate() {
        Instant latest = clock.instant().minus(PATIENCE);
        asked.stream().filter(question -> question.askedBefore(latest)).forEach(Question::giveUp);
    }

    /** Answers may come within the call that asks: a loop instead of a recursion as deep as the number of keys. */
    private void goOn() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            askSome();
            seen = calls.addAndGet(-seen);
        }
    }

    private void askSome() {
        while (asked.size() < AT_ONCE) {
            Task task = waiting.poll();
            if (task == null) {
                return;
            }
            if (!task.round().cancelled()) {
                ask(task);
            }
        }
    }

    private void ask(Task task) {
        String model = settings.get().get(Settings.TEST_MODEL);
        Optional<Loan> loan = pool.lend(task.keyId(), Operation.COUNT_TOKENS, model);
        if (loan.isEmpty()) {
            task.round().add(new Result(task.keyId(), Verdict.UNCLEAR, "The key has been deleted"));
            return;
        }
        Question question = new Question(task, loan.get());
        asked.add(question);
        question.send(
                new GeminiCall(Operation.COUNT_TOKENS, loan.get().key().kind(), "", model, "", Map.of(), QUESTION, 0));
    }

    private record Task(long keyId, CheckRound round) {}

    /** A question under way. Exactly one of answer, failure and lost patience ends it. */
    private final class Question implements Upstream.Listener {
        private final Task task;
        private final Loan loan;
        private final Instant askedAt = clock.instant();
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile boolean answered;
        private volatile Upstream.Sending sending;

        Question(Task task, Loan loan) {
            this.task = task;
            this.loan = loan;
        }

        void send(GeminiCall call) {
            sending = upstream.send(call, loan.key().secret(), this);
        }

        boolean askedBefore(Instant moment) {
            return askedAt.isBefore(moment);
        }

        @Override
        public void onEvent(byte[] json) {
            answered = true;
        }

        @Override
        public void onEnd() {
            if (answered) {
                end(Verdict.VALID, "", () -> loan.succeeded(Usage.NONE));
            } else {
                end(Verdict.UNREACHABLE, "The answer was empty", loan::close);
            }
        }

        @Override
        public void onFailure(Failure failure) {
            end(Verdict.of(failure), failure.report().message(), () -> loan.failed(failure));
        }

        @Override
        public String project() {
            return loan.key().scope();
        }

        @Override
        public Runnable acquittal() {
            return loan::acquit;
        }

        void giveUp() {
            Upstream.Sending late = sending;
            if (late != null) {
                late.cancel();
            }
            end(Verdict.UNREACHABLE, "No answer within " + PATIENCE.toSeconds() + " s", loan::close);
        }

        private void end(Verdict verdict, String words, Runnable booking) {
            if (over.compareAndSet(false, true)) {
                booking.run();
                asked.remove(this);
                task.round().add(new Result(task.keyId(), verdict, words));
                goOn();
            }
        }
    }
}
