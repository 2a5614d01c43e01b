package io.pollux.admin;

import io.pollux.journal.CallLine;
import io.pollux.journal.ErrorDetail;
import io.pollux.journal.ErrorLine;
import io.pollux.journal.LogPage;
import io.pollux.journal.Place;
import io.pollux.journal.TookTooLong;
import io.pollux.storage.DatabaseUnavailable;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page /logs. It only reads, so its address says all there is to know, and nothing is kept between two requests. */
@Named
@RequestScoped
public class LogsView {
    @Inject
    private OfficeDoor door;

    private LogFilter filter;
    private List<CallRow> calls = List.of();
    private List<ErrorLine> errors = List.of();
    private ErrorDetail detail;
    private LogPaging paging = LogPaging.NONE;
    /** Name of the text that says why there is nothing to see. */
    private String trouble = "";

    @PostConstruct
    void open() {
        filter = LogFilter.of(parameters());
        try {
            read(door.office().orElseThrow());
        } catch (TookTooLong searching) {
            trouble = "logs.slow";
        } catch (DatabaseUnavailable away) {
            trouble = "logs.away";
        }
    }

    /** Sends a browser on whose form has left fields empty, or that has brought a whole key. */
    public void tidy() throws IOException {
        ExternalContext browser = FacesContext.getCurrentInstance().getExternalContext();
        if (filter.untidy(parameters())) {
            browser.redirect(browser.getRequestContextPath() + filter.getAddress());
        }
    }

    private void read(Office office) {
        if (filter.isErrors()) {
            LogPage<ErrorLine> page =
                    office.logs().errors(filter.query(office.clock().instant()), filter.stretch());
            errors = ordered(page.rows());
            paging = LogPaging.of(filter, errors.stream().map(ErrorLine::place).toList(), page.more());
            detail = open(office).orElse(null);
        } else {
            LogPage<CallLine> page =
                    office.logs().calls(filter.query(office.clock().instant()), filter.stretch());
            List<CallLine> lines = ordered(page.rows());
            calls = lines.stream().map(CallRow::new).toList();
            paging = LogPaging.of(filter, lines.stream().map(CallLine::place).toList(), page.more());
        }
    }

    /** A page that was read backwards is shown in the order of the others. */
    private <T> List<T> ordered(List<T> rows) {
        List<T> all = new ArrayList<>(rows);
        if (filter.stretch().direction() != filter.onward()) {
            Collections.reverse(all);
        }
        return all;
    }

    private Optional<ErrorDetail> open(Office office) {
        return Place.of(parameters().getOrDefault("open", ""))
                .flatMap(place -> office.logs().error(place.id()));
    }

    /** What Pollux concluded, in words; the name itself where there are none. */
    public String concluded(String failure) {
        return failure.isEmpty() ? "" : Texts.sayOr("concluded." + failure, failure);
    }

    /** What Google says for a person, out of the JSON round it. */
    public String gist(ErrorLine line) {
        return GoogleWords.gist(line.words());
    }

    /** Whether this is the error whose details are asked for. */
    public boolean opened(ErrorLine line) {
        return detail != null && line.place().text().equals(parameters().get("open"));
    }

    public ErrorDetail getDetail() {
        return detail;
    }

    public List<CallRow> getCalls() {
        return calls;
    }

    public List<ErrorLine> getErrors() {
        return errors;
    }

    public LogFilter getFilter() {
        return filter;
    }

    public LogPaging getPaging() {
        return paging;
    }

    public String getTrouble() {
        return trouble;
    }

    private static Map<String, String> parameters() {
        return FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
    }
}
