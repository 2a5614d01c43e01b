package io.pollux.admin;

import io.pollux.housekeeping.CheckRound;
import java.io.Serializable;
import java.util.List;
import org.primefaces.PrimeFaces;

/** The check of keys that a page has begun last, and what is to be seen of it. */
public final class KeyCheckup implements Serializable {
    private static final long serialVersionUID = 1L;

    private transient CheckRound round;
    /** As of the last look: the page asks for it many times. */
    private transient CheckReport report;

    /** Whether the browser still has to hear that the check is at its end. */
    private boolean watched;

    /** One check at a time: the one before it stops. */
    public void begin(Office office, List<Long> ids) {
        close();
        round = office.checks().check(ids);
        look();
    }

    /** Somebody looks: tells the browser when there is no more to wait for, so that it can fetch the keys' new states. */
    public void look() {
        watched = round != null && !round.finished();
        report = round == null ? null : CheckReport.of(round);
        PrimeFaces.current().ajax().addCallbackParam("finished", !watched);
    }

    public void stop() {
        if (round != null) {
            round.cancel();
        }
        look();
    }

    /** Nothing of it is to be seen any more. */
    public void close() {
        if (round != null) {
            round.cancel();
        }
        round = null;
        report = null;
        watched = false;
    }

    public boolean isWatched() {
        return watched;
    }

    /** Null while there is nothing to report. */
    public CheckReport getReport() {
        return report;
    }
}
