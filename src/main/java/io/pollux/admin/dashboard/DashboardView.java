package io.pollux.admin.dashboard;

import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.journal.tally.Sums;
import io.pollux.storage.DatabaseUnavailable;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;

/** The page /dashboard as it is at first; its script renews it from {@link DashboardFeed}. */
@Named
@RequestScoped
public class DashboardView {
    @Inject
    private OfficeDoor door;

    @Inject
    private Lookout lookout;

    private DashboardFilter filter;
    private Snapshot snapshot;
    private List<Choices.Group> groups = List.of();
    private Wording wording;

    @PostConstruct
    void open() {
        FacesContext context = FacesContext.getCurrentInstance();
        Office office = door.office().orElseThrow();
        wording = new Wording(context.getViewRoot().getLocale());
        filter = DashboardFilter.of(context.getExternalContext().getRequestParameterMap());
        snapshot = lookout.snapshot(office);
        try {
            groups = new Choices(office, filter).groups();
        } catch (DatabaseUnavailable away) {
            groups = List.of();
        }
    }

    public DashboardFilter getFilter() {
        return filter;
    }

    public List<Choices.Group> getGroups() {
        return groups;
    }

    public List<Trouble> getTroubles() {
        return snapshot.troubles();
    }

    public String words(Trouble trouble) {
        return wording.say(trouble);
    }

    public String untilWords(Trouble trouble) {
        return wording.until(trouble);
    }

    /** The names of all lines that charts may have. */
    public List<String> getLines() {
        return Chart.names();
    }

    public String line(String name) {
        return wording.line(name);
    }

    public String download(String chart) {
        return filter.download(chart);
    }

    public Period[] getPeriods() {
        return Period.values();
    }

    public Measure[] getMeasures() {
        return Measure.values();
    }

    public String figure(Period period, Measure measure) {
        return wording.say(measure, snapshot.figures().getOrDefault(period, new Sums()));
    }

    /** Null while nothing was counted. */
    public Instant getSince() {
        return snapshot.since().orElse(null);
    }

    public boolean isAway() {
        return snapshot.away();
    }
}
