package io.pollux.admin;

import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.primefaces.PrimeFaces;

/** What is to be seen of an errand, on whatever page of keys. */
@Named
@ViewScoped
public class ErrandView implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient KeyErrands errands;

    /** The one whose end this page has heard of; others who look hear of it by themselves. */
    private transient KeyErrand over;

    @PostConstruct
    void open() {
        note();
    }

    /** Somebody looks: tells the browser when there is no more to wait for, so that it can fetch the keys' new states. */
    public void look() {
        note();
        PrimeFaces.current().ajax().addCallbackParam("finished", !isWatched());
    }

    public void stop() {
        errands.latest().ifPresent(KeyErrand::stop);
        look();
    }

    public void dismiss() {
        errands.dismiss();
    }

    /** Null when there is none. */
    public KeyErrand getLatest() {
        return errands.latest().orElse(null);
    }

    /** Whether the page still has to look: one that ends before it is first looked at has changed what the page shows, too. */
    public boolean isWatched() {
        return getLatest() != over;
    }

    private void note() {
        KeyErrand latest = getLatest();
        if (latest == null || !latest.isRunning()) {
            over = latest;
        }
    }
}
