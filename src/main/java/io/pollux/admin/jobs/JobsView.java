package io.pollux.admin.jobs;

import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.admin.Texts;
import io.pollux.storage.DatabaseUnavailable;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;

/** The page /jobs. */
@Named
@RequestScoped
public class JobsView {
    @Inject
    private OfficeDoor door;

    private List<JobRow> rows = List.of();
    private boolean away;

    @PostConstruct
    void open() {
        read(office());
    }

    /** Has it done now. Whatever node comes first begins it within a second or two. */
    public void hurry(String job) {
        Office office = office();
        boolean begun = office.jobs().hurry(job);
        Texts.tell(
                begun ? FacesMessage.SEVERITY_INFO : FacesMessage.SEVERITY_WARN,
                Texts.say(begun ? "jobs.hurried" : "jobs.busy", Texts.sayOr("jobs.name." + job, job)));
        read(office);
    }

    public List<JobRow> getRows() {
        return rows;
    }

    /** Whether the database does not say. */
    public boolean isAway() {
        return away;
    }

    /** Whether only those are done that somebody asks for. */
    public boolean isStopped() {
        return !office().jobs().byTheClock();
    }

    private void read(Office office) {
        Instant now = office.clock().instant();
        try {
            rows = office.jobs().lines().stream()
                    .map(line -> new JobRow(line, now))
                    .toList();
        } catch (DatabaseUnavailable gone) {
            away = true;
        }
    }

    private Office office() {
        return door.office().orElseThrow();
    }
}
