package io.pollux.admin;

import io.pollux.keys.KeyQuery;
import io.pollux.keys.KeyStandings;
import io.pollux.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.primefaces.PrimeFaces;
import org.primefaces.component.datatable.DataTable;

/** The page /keys. */
@Named
@ViewScoped
public class KeysView implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient OfficeDoor door;

    private final KeyCheckup checkup = new KeyCheckup();
    private transient KeyTable table;
    private transient KeyDialogs dialogs;
    private transient KeyHints hints;
    private transient KeyCounts counts;
    private transient Worries worries;

    @PostConstruct
    void open() {
        FacesContext faces = FacesContext.getCurrentInstance();
        KeyFilter filter = KeyFilter.of(
                faces.getExternalContext().getRequestParameterMap(),
                office().settings().get().get(Settings.POLLUX_KEY_PATTERN));
        table = new KeyTable(door, filter, KeysView::tell);
        dialogs = new KeyDialogs(door);
        hints = new KeyHints(door);
    }

    /** The filter is another one: begins at its first page. */
    public void narrow() {
        FacesContext faces = FacesContext.getCurrentInstance();
        ((DataTable) faces.getViewRoot().findComponent("keys:table")).setFirst(0);
        table.deselect();
    }

    public void look(KeyQuery.State state) {
        table.getFilter().setState(state);
        narrow();
    }

    public void actOn(KeyAction action, KeyRow row) {
        action.apply(office(), List.of(row.id()));
    }

    public void bench() {
        dialogs.bench(table.selectedIds());
    }

    public void check() {
        checkup.begin(office(), table.selectedIds());
    }

    public void checkOne(KeyRow row) {
        checkup.begin(office(), List.of(row.id()));
    }

    /** Before each answer: what the page asks for many times is counted once for it, for counting takes the pool's lock. */
    public void renew() {
        counts = null;
        worries = null;
    }

    public KeyCounts getCounts() {
        if (counts == null) {
            count();
        }
        return counts;
    }

    public Worries getWorries() {
        if (worries == null) {
            count();
        }
        return worries;
    }

    /** Both come from one way through the table. */
    private void count() {
        KeyStandings standings = office().keys().catalogue().standings();
        counts = KeyCounts.of(office(), standings.census());
        worries = Worries.of(standings.worries());
    }

    public KeyTable getTable() {
        return table;
    }

    public KeyDialogs getDialogs() {
        return dialogs;
    }

    public KeyHints getHints() {
        return hints;
    }

    public KeyCheckup getCheckup() {
        return checkup;
    }

    /** Tells the browser the address of what it shows now. */
    private static void tell(String address) {
        PrimeFaces.current().ajax().addCallbackParam("address", address);
    }

    private Office office() {
        return door.office().orElseThrow();
    }
}
