package io.pollux.exchange;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Why a call, or one attempt of it, did not succeed. Each kind names its fault; the pool, the retry rule, the journal
 * and the dialects switch over the kinds and never look at a status code to decide something.
 */
public sealed interface Failure {
    Report report();

    Fault fault();

    /** Whether the same call with another key may succeed. */
    boolean anotherKeyMayHelp();

    /** The request itself is wrong, or names something that is not there: no key changes that. */
    record BadCall(Report report) implements Failure {
        @Override
        public Fault fault() {
            return Fault.CLIENT;
        }

        @Override
        public boolean anotherKeyMayHelp() {
            return false;
        }
    }

    /** The client left. Nobody is to blame and nobody reads the answer. */
    record ClientGone(Report report) implements Failure {
        public ClientGone() {
            this(Report.of(499, "CANCELLED", "The client closed the connection"));
        }

        @Override
        public Fault fault() {
            return Fault.CLIENT;
        }

        @Override
        public boolean anotherKeyMayHelp() {
            return false;
        }
    }

    /** A thought signature in the history was refused: the history can be repaired once and sent again. */
    record SignatureRefused(Report report) implements Failure {
        @Override
        public Fault fault() {
            return Fault.CLIENT;
        }

        @Override
        public boolean anotherKeyMayHelp() {
            return false;
        }
    }

    /** Google will not take this key. */
    record KeyRefused(Report report, Refusal refusal) implements Failure {
        @Override
        public Fault fault() {
            return Fault.KEY;
        }

        @Override
        public boolean anotherKeyMayHelp() {
            return true;
        }
    }

    /** Google will not serve this key's project, whatever the model: billing, spending cap. */
    record ProjectRefused(Report report, Duration bench) implements Failure {
        @Override
        public Fault fault() {
            return Fault.PROJECT;
        }

        @Override
        public boolean anotherKeyMayHelp() {
            return true;
        }
    }

    /**
     * The project has used up what it may ask of this model for now.
     *
     * @param ceilings what Google says is allowed, for those quotas that it names; often empty
     */
    record QuotaSpent(Report report, QuotaWindow window, Optional<Duration> retryDelay, Map<Quota, Long> ceilings)
            implements Failure {
        public QuotaSpent(Report report, QuotaWindow window, Optional<Duration> retryDelay) {
            this(report, window, retryDelay, Map.of());
        }

        @Override
        public Fault fault() {
            return Fault.PROJECT;
        }

        @Override
        public boolean anotherKeyMayHelp() {
            return true;
        }
    }

    /** The model is closed to this project (old projects may keep access to it). */
    record ModelClosed(Report report) implements Failure {
        @Override
        public Fault fault() {
            return Fault.PROJECT;
        }

        @Override
        public boolean anotherKeyMayHelp() {
            return true;
        }
    }

    /** The model is overloaded or out of capacity for everybody. */
    record ModelOverloaded(Report report, Optional<Duration> retryDelay) implements Failure {
        @Override
        public Fault fault() {
            return Fault.MODEL;
        }

        @Override
        public boolean anotherKeyMayHelp() {
            return true;
        }
    }

    /**
     * The way out is at fault: the network, a proxy, or the place that Google sees us in.
     *
     * @param retryAfter present when no other way is open: the time until one may be
     */
    record EgressFailed(Report report, boolean location, Optional<Duration> retryAfter) implements Failure {
        public EgressFailed(Report report, boolean location) {
            this(report, location, Optional.empty());
        }

        @Override
        public Fault fault() {
            return Fault.EGRESS;
        }

        @Override
        public boolean anotherKeyMayHelp() {
            return retryAfter.isEmpty();
        }
    }

    /** Google failed: 500, 504, an answer that is not an answer, a stream cut short. */
    record GoogleFailed(Report report) implements Failure {
        @Override
        public Fault fault() {
            return Fault.GOOGLE;
        }

        @Override
        public boolean anotherKeyMayHelp() {
            return true;
        }
    }

    /** A deadline of ours passed: first byte, silence between bytes, or the whole call. */
    record Overdue(Report report) implements Failure {
        @Override
        public Fault fault() {
            return Fault.GOOGLE;
        }

        @Override
        public boolean anotherKeyMayHelp() {
            return false;
        }
    }

    /**
     * No key of the pool can serve the call.
     *
     * @param retryAfter the time until the first one can, when that is known
     * @param spent which quota all of them have used up, when it is known to be the same
     */
    record NoKeyReady(Report report, Optional<Duration> retryAfter, Optional<QuotaWindow> spent) implements Failure {
        public NoKeyReady(Report report, Optional<Duration> retryAfter) {
            this(report, retryAfter, Optional.empty());
        }

        @Override
        public Fault fault() {
            return Fault.POLLUX;
        }

        @Override
        public boolean anotherKeyMayHelp() {
            return false;
        }
    }

    /** Pollux itself failed, or sent something it should not have sent. */
    record OwnFault(Report report) implements Failure {
        @Override
        public Fault fault() {
            return Fault.POLLUX;
        }

        @Override
        public boolean anotherKeyMayHelp() {
            return false;
        }
    }

    /** Why a key was refused. */
    enum Refusal {
        /** Not a key, deleted or expired. */
        INVALID,
        /** Reported as leaked: never tried again by itself. */
        LEAKED,
        /** The key or its project is suspended. */
        SUSPENDED,
        /** Its settings in the Google console forbid this use: service off, referrer or address restriction. */
        DENIED,
        /** A 401, or a 403 without a reason: not conclusive alone, it counts towards MAX_FAILURES. */
        UNAUTHENTICATED
    }

    /** Which quota is spent, and so until when. */
    enum QuotaWindow {
        MINUTE,
        /** Until the next midnight of America/Los_Angeles. */
        DAY,
        /** The project has no quota for this model at all ({@code limit: 0}). */
        NONE_GRANTED,
        /** A 429 that does not say: possibly the model, possibly the project. */
        UNSTATED,
        /** The quota of a tool (search grounding): the model still works without it. */
        TOOL
    }
}
