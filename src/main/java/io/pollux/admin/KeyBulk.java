package io.pollux.admin;

import io.pollux.keys.Discarded;
import io.pollux.keys.KeyDesk;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.primefaces.PrimeFaces;

/** What the page /keys does to many keys at once: a few while one waits, more as an errand. */
@Named
@ViewScoped
public class KeyBulk implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 5;

    @Inject
    private transient OfficeDoor door;

    @Inject
    private transient KeyErrands errands;

    private transient List<Discarded> discarded;
    private KeyMany many;
    private KeyRation ration;

    public void act(KeyAction action, KeyTable table) {
        if (action == KeyAction.DELETE && table.isEverything() && !proven()) {
            Texts.tell(FacesMessage.SEVERITY_WARN, Texts.say("proof.needed"));
        } else if (run(action, table.selectedIds())) {
            table.deselect();
        }
    }

    /** The page names the deletion: the line that it stood in may be another one's by now. */
    public void restore() {
        Instant batch = Instant.parse(FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .get("batch"));
        run(KeyAction.RESTORE, office().keys().discarded(batch));
    }

    public void open(KeyTable table) {
        many = new KeyMany(table.getSelectedCount());
    }

    public void save(KeyTable table) {
        attempt(table, many, many::check);
    }

    public void openLimit(KeyTable table) {
        ration = new KeyRation(table.getSelectedCount());
    }

    public void saveLimit(KeyTable table) {
        attempt(table, ration, ration::check);
    }

    /** Tells the browser whether it worked, so that the dialog with a mistake in it stays open. */
    private void attempt(KeyTable table, Deed deed, Runnable check) {
        try {
            check.run();
            if (run(deed, table.selectedIds())) {
                table.deselect();
                PrimeFaces.current().ajax().addCallbackParam("done", true);
            }
        } catch (IllegalArgumentException mistake) {
            Texts.tell(FacesMessage.SEVERITY_ERROR, mistake.getMessage());
        }
    }

    private boolean run(Deed deed, List<Long> ids) {
        if (ids.size() <= KeyErrand.PIECE) {
            deed.change(office(), ids, office().clock().instant());
            Texts.tell(FacesMessage.SEVERITY_INFO, Texts.say("done." + deed.name(), ids.size()));
            return true;
        }
        boolean begun = errands.begin(deed, ids);
        if (!begun) {
            Texts.tell(FacesMessage.SEVERITY_WARN, Texts.say("errand.busy"));
        }
        return begun;
    }

    private boolean proven() {
        HttpServletRequest request = (HttpServletRequest)
                FacesContext.getCurrentInstance().getExternalContext().getRequest();
        return Proof.given(request, office().clock().instant());
    }

    /** Before each answer: what the page asks for several times is read once for it. */
    public void renew() {
        discarded = null;
    }

    /** What was deleted and can be brought back, the latest first. */
    public List<Discarded> getDiscarded() {
        if (discarded == null) {
            discarded = office().keys().catalogue().discarded(SHOWN);
        }
        return discarded;
    }

    public long getKeptDays() {
        return KeyDesk.KEPT.toDays();
    }

    public KeyMany getMany() {
        return many;
    }

    public KeyRation getRation() {
        return ration;
    }

    private Office office() {
        return door.office().orElseThrow();
    }
}
