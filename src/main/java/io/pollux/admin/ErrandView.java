package io.pollux.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.primefaces.PrimeFaces;

/** What is to be seen of an errand, on whatever page of keys. */
@Named
@RequestScoped
public class ErrandView {
    @Inject
    private KeyErrands errands;

    /** Somebody looks: tells the browser when there is no more to wait for, so that it can fetch the keys' new states. */
    public void look() {
        boolean over = errands.latest().map(KeyErrand::look).orElse(true);
        PrimeFaces.current().ajax().addCallbackParam("finished", over);
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
}
