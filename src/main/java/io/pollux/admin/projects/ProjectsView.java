package io.pollux.admin.projects;

import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.keys.KeyQuery;
import io.pollux.keys.KeyQuery.Column;
import io.pollux.keys.KeyQuery.Sort;
import io.pollux.keys.KeyQuery.State;
import io.pollux.keys.ProjectPage;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;

/** The page /projects. It only reads, so its address says all there is to know. */
@Named
@RequestScoped
public class ProjectsView {
    @Inject
    private OfficeDoor door;

    private ProjectFilter filter;
    private List<ProjectRow> rows = List.of();
    private long total;
    private long nameless;

    @PostConstruct
    void open() {
        filter = ProjectFilter.of(
                FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap());
        Office office = door.office().orElseThrow();
        ProjectPage page = office.keys().catalogue().projects(filter.query());
        rows = page.rows().stream()
                .map(line -> new ProjectRow(line, office.pool().project(line.anyKey())))
                .toList();
        total = page.total();
        nameless = office.keys()
                .catalogue()
                .count(new KeyQuery(
                        "",
                        State.ANY,
                        Optional.empty(),
                        Optional.of(KeyQuery.NO_PROJECT),
                        Optional.empty(),
                        Sort.ascending(Column.ID),
                        0,
                        1));
    }

    public ProjectFilter getFilter() {
        return filter;
    }

    public List<ProjectRow> getRows() {
        return rows;
    }

    /** How many projects fit, on whatever page. */
    public long getTotal() {
        return total;
    }

    /** How many keys have no named project. */
    public long getNameless() {
        return nameless;
    }
}
