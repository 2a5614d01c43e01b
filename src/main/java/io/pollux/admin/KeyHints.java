package io.pollux.admin;

import io.pollux.keys.StoredKey;
import io.pollux.pool.Suspicion;
import jakarta.faces.application.FacesMessage;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The suggestions that keys share a project. The page never decides that alone. */
public final class KeyHints implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 3;

    private final transient OfficeDoor door;
    private transient List<Hint> hints;

    KeyHints(OfficeDoor door) {
        this.door = door;
    }

    /** The strongest, but those that somebody has said no to. What is shown stays until something is done about it. */
    public List<Hint> getHints() {
        if (hints == null) {
            hints = new ArrayList<>();
            for (Suspicion suspicion : office().pool().suspicions()) {
                if (hints.size() < SHOWN && !office().projects().apart(suspicion.keyIds())) {
                    hints.add(new Hint(suspicion, keys(suspicion)));
                }
            }
        }
        return hints;
    }

    /** They are one project, under the name that was typed. */
    public void accept(Hint hint) {
        if (hint.getProject().isBlank()) {
            Texts.tell(FacesMessage.SEVERITY_ERROR, Texts.say("hint.name"));
            return;
        }
        office().keys().assign(hint.suspicion.keyIds(), hint.getProject());
        Texts.tell(FacesMessage.SEVERITY_INFO, Texts.say("done.hint", hint.keys.size()));
        refresh();
    }

    public void dismiss(Hint hint) {
        office().projects().keepApart(hint.suspicion.keyIds());
        office().pool().dismiss(hint.suspicion);
        refresh();
    }

    public void refresh() {
        hints = null;
    }

    private List<StoredKey> keys(Suspicion suspicion) {
        return suspicion.keyIds().stream()
                .flatMap(id -> office().keys().snapshot(id).stream())
                .toList();
    }

    private Office office() {
        return door.office().orElseThrow();
    }

    /** Keys that seem to share a project, and the name it might get. */
    public static final class Hint {
        private final Suspicion suspicion;
        private final List<StoredKey> keys;
        private String project;

        Hint(Suspicion suspicion, List<StoredKey> keys) {
            this.suspicion = suspicion;
            this.keys = keys;
            this.project = keys.stream()
                    .flatMap(key -> key.project().stream())
                    .findFirst()
                    .orElse("");
        }

        public int getCount() {
            return keys.size();
        }

        /** What they are called, masked; not too many. */
        public List<String> getNames() {
            return keys.stream()
                    .limit(10)
                    .map(key -> key.label().isEmpty() ? key.masked() : key.label())
                    .toList();
        }

        public String getModel() {
            return suspicion.model();
        }

        public int getTimes() {
            return suspicion.times();
        }

        public Instant getSince() {
            return suspicion.since();
        }

        public String getProject() {
            return project;
        }

        public void setProject(String project) {
            this.project = Optional.ofNullable(project).orElse("");
        }
    }
}
