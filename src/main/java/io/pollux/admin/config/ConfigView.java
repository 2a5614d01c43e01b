package io.pollux.admin.config;

import io.pollux.admin.OfficeDoor;
import io.pollux.admin.Texts;
import io.pollux.settings.SettingChange;
import io.pollux.settings.SettingsDesk;
import io.pollux.storage.DatabaseUnavailable;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;

/** The page /config. It only shows; what is changed goes through {@link ConfigDoor}. */
@Named
@RequestScoped
public class ConfigView {
    private static final String HISTORY = "history";
    private static final int LINES = 200;
    /** Of the bundle: what the page's script says. */
    private static final String WORDS = "config.js.";

    @Inject
    private OfficeDoor door;

    private SettingsDesk desk;
    private List<SettingGroup> groups;
    private List<SettingChange> history = List.of();
    private boolean historyAway;
    private String group;
    private String search;

    @PostConstruct
    void open() {
        Map<String, String> asked =
                FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
        desk = door.office().orElseThrow().configuration();
        groups = SettingGroup.of(desk.views());
        search = asked.getOrDefault("q", "").strip();
        String wanted = asked.getOrDefault("group", "");
        boolean known = wanted.equals(HISTORY)
                || groups.stream().map(SettingGroup::getId).anyMatch(wanted::equals);
        group = known ? wanted : "access";
        try {
            history = desk.history(LINES);
        } catch (DatabaseUnavailable away) {
            historyAway = true;
        }
    }

    public List<SettingGroup> getGroups() {
        return groups;
    }

    public List<SettingChange> getHistory() {
        return history;
    }

    public boolean isHistoryAway() {
        return historyAway;
    }

    public String getGroup() {
        return group;
    }

    public String getSearch() {
        return search;
    }

    /** Rows of the table that are kept and not used, one line each. */
    public List<String> getOddities() {
        return desk.oddities();
    }

    /** Name to text. */
    public Map<String, String> getWords() {
        return Texts.under(WORDS);
    }
}
