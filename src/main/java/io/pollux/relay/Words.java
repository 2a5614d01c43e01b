package io.pollux.relay;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.GoogleFailed;
import io.pollux.exchange.Failure.Overdue;
import io.pollux.exchange.Failure.OwnFault;
import io.pollux.exchange.Report;

/** The failures that the relay finds by itself. */
final class Words {
    static final Failure CUT_SHORT =
            new GoogleFailed(Report.of(502, "UNAVAILABLE", "Google's answer broke off before its end"));

    /** Of an attempt whose place another one took; no client hears it. */
    static final Failure EMPTY = new GoogleFailed(
            Report.of(502, "EMPTY_ANSWER", "Google's answer had nothing in it: another project was asked"));

    static final Failure OVERDUE =
            new Overdue(Report.of(504, "DEADLINE_EXCEEDED", "The call took longer than a call may take here"));

    static final Failure OWN_FAULT =
            new OwnFault(Report.of(500, "INTERNAL", "Pollux failed at this call, and its log says why"));

    static final Failure STOPPING =
            new OwnFault(Report.of(503, "UNAVAILABLE", "Pollux is about to stop: please try again"));

    /** Of a key that was lent to a call which had ended by then. */
    static final Failure UNSENT = new OwnFault(Report.of(500, "INTERNAL", "Nothing was sent with this key"));

    private Words() {}
}
