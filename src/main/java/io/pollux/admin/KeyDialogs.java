package io.pollux.admin;

import io.pollux.pool.ProjectView;
import jakarta.faces.application.FacesMessage;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.primefaces.PrimeFaces;

/** The dialogs of the keys page that are about keys and projects that are there already: at most one of each is open. */
public final class KeyDialogs implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient OfficeDoor door;
    private transient KeyEdit edit;
    private transient BenchForm bench;
    private transient ProjectForm project;
    /** As it was shown last: which of its lines a button is in, a page says by the line's number. Null when none is open. */
    private transient ProjectView standing;

    KeyDialogs(OfficeDoor door) {
        this.door = door;
    }

    public void edit(KeyRow row) {
        edit = new KeyEdit(office().keys().find(row.id()).orElseGet(row::key));
    }

    public void save() {
        attempt(() -> {
            edit.save(office());
            tell("done.edit");
        });
    }

    public void bench(KeyRow row) {
        List<String> models = row.project().map(ModelUse::of).orElse(List.of()).stream()
                .map(ModelUse::model)
                .toList();
        bench = new BenchForm(List.of(row.id()), row.label() + " " + row.masked(), models);
    }

    /** For several keys at once. */
    void bench(List<Long> ids) {
        bench = new BenchForm(ids, Texts.say("bulk.count", ids.size()), List.of());
    }

    public void place() {
        attempt(() -> tell(bench.place(office())
                .map(inForce -> "done.bench." + inForce.provenance())
                .orElse("done.bench.gone")));
    }

    public void open(KeyRow row) {
        project = ProjectForm.of(office(), row).orElse(null);
        look();
    }

    public void limit() {
        attempt(() -> {
            project.save(office());
            tell("done.limits");
        });
        look();
    }

    public void lift(KeyRow row, String model) {
        KeyLift.one(office(), row.id(), model);
        tell("done.lift");
        look();
    }

    private void look() {
        standing = Optional.ofNullable(project).map(form -> form.now(office())).orElse(null);
    }

    public KeyEdit getEdit() {
        return edit;
    }

    public BenchForm getBench() {
        return bench;
    }

    public ProjectForm getProject() {
        return project;
    }

    /** How the project stands that is open; null when none is. */
    public ProjectView getStanding() {
        return standing;
    }

    public List<ModelUse> getUses() {
        return standing == null ? List.of() : ModelUse.of(standing);
    }

    public List<Cooling> getCooling() {
        return standing == null ? List.of() : Cooling.of(standing.cooldowns());
    }

    /** Tells the browser whether it worked, so that a dialog with a mistake in it stays open, and what the mistake is. */
    private static void attempt(Runnable work) {
        try {
            work.run();
            PrimeFaces.current().ajax().addCallbackParam("done", true);
        } catch (IllegalArgumentException mistake) {
            Texts.tell(FacesMessage.SEVERITY_ERROR, mistake.getMessage());
        }
    }

    private static void tell(String name) {
        Texts.tell(FacesMessage.SEVERITY_INFO, Texts.say(name));
    }

    private Office office() {
        return door.office().orElseThrow();
    }
}
