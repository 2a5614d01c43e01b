package io.pollux.admin;

import io.pollux.journal.ErrorDetail;
import io.pollux.journal.ErrorLine;
import io.pollux.journal.LogReader;
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
    private LogSheet sheet = LogSheet.EMPTY;
    private ErrorDetail detail;
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
        sheet = LogSheet.read(office, filter);
        if (filter.isErrors()) {
            detail = open(office).orElse(null);
        }
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
        return sheet.calls();
    }

    public List<ErrorLine> getErrors() {
        return sheet.errors();
    }

    public List<KeyTollRow> getKeys() {
        return sheet.keys();
    }

    /** Whether only the newest rows that fit could be compared. */
    public boolean isPart() {
        return !sheet.whole();
    }

    /** How many those are. */
    public int getCompared() {
        return LogReader.MOST_COMPARED;
    }

    public LogFilter getFilter() {
        return filter;
    }

    public LogPaging getPaging() {
        return sheet.paging();
    }

    public String getTrouble() {
        return trouble;
    }

    private static Map<String, String> parameters() {
        return FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
    }
}
