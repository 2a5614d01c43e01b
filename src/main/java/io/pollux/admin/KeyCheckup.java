package io.pollux.admin;

import io.pollux.housekeeping.CheckRound;
import java.io.Serializable;
import java.util.List;
import org.primefaces.PrimeFaces;

/** The check of keys that a page has begun last, and what is to be seen of it. */
public final class KeyCheckup implements Serializable {
    private static final long serialVersionUID = 1L;

    private transient CheckRound round;

    /** One check at a time: the one before it stops. */
    void begin(Office office, List<Long> ids) {
        stop();
        round = office.checks().check(ids);
    }

    public void stop() {
        if (round != null) {
            round.cancel();
        }
    }

    /** Somebody looks: tells the browser when there is no more to wait for. */
    public void look() {
        PrimeFaces.current().ajax().addCallbackParam("finished", round == null || round.finished());
    }

    /** Nothing of it is to be seen any more. */
    public void close() {
        stop();
        round = null;
    }

    /** Null while there is nothing to report. */
    public CheckReport getReport() {
        return round == null ? null : CheckReport.of(round);
    }
}
