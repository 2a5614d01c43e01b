package io.pollux.admin.dashboard;

import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.storage.DatabaseUnavailable;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
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
    private Board board;
    private List<Choices.Group> groups = List.of();

    @PostConstruct
    void open() {
        FacesContext context = FacesContext.getCurrentInstance();
        Office office = door.office().orElseThrow();
        filter = DashboardFilter.of(context.getExternalContext().getRequestParameterMap());
        board = new Board(
                lookout.snapshot(office), new Wording(context.getViewRoot().getLocale()));
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

    public Board getBoard() {
        return board;
    }

    public String download(String chart) {
        return filter.download(chart);
    }
}
