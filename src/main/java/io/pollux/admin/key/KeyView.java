package io.pollux.admin.key;

import io.pollux.admin.KeyAction;
import io.pollux.admin.KeyCheckup;
import io.pollux.admin.KeyRow;
import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.admin.Proof;
import io.pollux.admin.Texts;
import io.pollux.admin.TypedLimit;
import io.pollux.keys.KeyDesk;
import jakarta.annotation.PostConstruct;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** The page /key?id=..., of one key. */
@Named
@ViewScoped
public class KeyView implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(KeyView.class.getName());
    /** In the request alone: the whole key is in one answer and nowhere else. */
    private static final String WHOLE = KeyView.class.getName() + ".whole";

    @Inject
    private transient OfficeDoor door;

    private final KeyCheckup checkup = new KeyCheckup();
    private long id;
    private String limit = "";
    private transient KeyStory story;

    @PostConstruct
    void open() {
        String wanted = Optional.ofNullable(browser().getRequestParameterMap().get("id"))
                .orElse("");
        id = wanted.matches("\\d{1,18}") ? Long.parseLong(wanted) : 0;
    }

    public void act(KeyAction action) {
        action.apply(office(), List.of(id));
        refresh();
    }

    public void check() {
        checkup.begin(office(), List.of(id));
    }

    public void saveLimit() {
        try {
            office().keys().limit(List.of(id), TypedLimit.of(limit));
            Texts.tell(FacesMessage.SEVERITY_INFO, Texts.say("done.limit"));
            refresh();
        } catch (IllegalArgumentException mistake) {
            Texts.tell(FacesMessage.SEVERITY_ERROR, mistake.getMessage());
        }
    }

    /** Shows the whole key, to somebody who has just given the token again. */
    public void reveal() {
        boolean proven = Proof.given(
                (HttpServletRequest) browser().getRequest(), office().clock().instant());
        if (proven) {
            LOG.log(Level.INFO, "The administrator has had the key number {0} shown whole", Long.toString(id));
            office().keys().snapshot(id).ifPresent(key -> browser()
                    .getRequestMap()
                    .put(WHOLE, key.secret().reveal()));
        } else {
            Texts.tell(FacesMessage.SEVERITY_WARN, Texts.say("proof.needed"));
        }
    }

    public void refresh() {
        story = null;
    }

    /** Null but in the answer to {@link #reveal}. */
    public String getWhole() {
        return (String) browser().getRequestMap().get(WHOLE);
    }

    public KeyStory getStory() {
        if (story == null) {
            story = KeyStory.of(office(), id);
        }
        return story;
    }

    /** Null when it is gone. */
    public KeyRow getRow() {
        return getStory().row().orElse(null);
    }

    /** As it stands, for whoever wants to change it. */
    public String getLimit() {
        return Optional.ofNullable(getRow())
                .map(row -> row.key().getDayLimit().toString())
                .orElse("");
    }

    public void setLimit(String typed) {
        limit = Optional.ofNullable(typed).orElse("");
    }

    public long getKeptDays() {
        return KeyDesk.KEPT.toDays();
    }

    public KeyCheckup getCheckup() {
        return checkup;
    }

    private static ExternalContext browser() {
        return FacesContext.getCurrentInstance().getExternalContext();
    }

    private Office office() {
        return door.office().orElseThrow();
    }
}
