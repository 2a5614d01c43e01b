package io.pollux.admin.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.pollux.admin.Office;
import io.pollux.journal.ErrorDetail;
import io.pollux.journal.ErrorLine;
import io.pollux.journal.LogPage;
import io.pollux.journal.LogQuery;
import io.pollux.journal.LogReader;
import io.pollux.journal.Rank;
import io.pollux.journal.Ranked;
import io.pollux.journal.RankedPage;
import io.pollux.journal.Ranking;
import io.pollux.journal.Ranking.Turn;
import io.pollux.journal.Stretch;
import io.pollux.journal.Stretch.Direction;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The error log as gemini-balance gives it, its keys masked. */
@Vetoed
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class ErrorLogRoutes {
    private static final int AT_ONCE = 500;

    @GET
    @Path("api/logs/errors")
    public ErrorPage list(@Context HttpServletRequest request, @BeanParam ErrorQuestion question) {
        Office office = Visit.of(request).office();
        LogQuery query = question.query(office);
        List<ErrorLine> lines = question.byStatus()
                ? ranked(office.logs(), query, question)
                : lines(office.logs(), query, question.direction(), question.first(), question.size());
        return new ErrorPage(
                lines.stream().map(ErrorEntry::of).toList(),
                office.logs().counts().errors(query));
    }

    @GET
    @Path("api/logs/errors/{id}/details")
    public ErrorDetails details(@Context HttpServletRequest request, @PathParam("id") long id) {
        return details(Visit.of(request).office().logs(), id);
    }

    /** The error of a key that is nearest to a moment, one with the status before any other. */
    @GET
    @Path("api/logs/errors/lookup")
    public ErrorDetails lookup(
            @Context HttpServletRequest request,
            @QueryParam("gemini_key") @DefaultValue("") String key,
            @QueryParam("timestamp") @DefaultValue("") String timestamp,
            @QueryParam("status_code") Integer status,
            @QueryParam("window_seconds") @DefaultValue("100") int window) {
        if (window < 1 || window > 300) {
            throw Refused.invalid("window_seconds", "It is a number from 1 to 300");
        }
        Office office = Visit.of(request).office();
        Instant moment = LogPeriod.moment("timestamp", timestamp)
                .orElseThrow(() -> Refused.invalid("timestamp", "It is missing"));
        String known = new KeyBook(office.keys())
                .find(key)
                .map(found -> Long.toString(found.getId()))
                .orElseGet(() -> Masked.of(key));
        Duration around = Duration.ofSeconds(window);
        return nearest(office.logs(), about(known, status == null ? 0 : status, moment, around), moment)
                .or(() -> nearest(office.logs(), about(known, 0, moment, around), moment))
                .map(line -> details(office.logs(), line.id()))
                .orElseThrow(() -> Refused.notFound("No such error was found"));
    }

    private static LogQuery about(String key, int status, Instant moment, Duration around) {
        return new LogQuery(
                "",
                "",
                key,
                "",
                "",
                Optional.empty(),
                status,
                "",
                Optional.of(moment.minus(around)),
                Optional.of(moment.plus(around)));
    }

    private static Optional<ErrorLine> nearest(LogReader logs, LogQuery query, Instant moment) {
        return lines(logs, query, Direction.OLDER, 0, AT_ONCE).stream()
                .min(Comparator.comparing(
                        line -> Duration.between(line.at(), moment).abs()));
    }

    private static ErrorDetails details(LogReader logs, long id) {
        ErrorLine line = logs.errorLine(id).orElseThrow(() -> Refused.notFound("Error log not found"));
        ErrorDetail detail = logs.error(id).orElseThrow(() -> Refused.notFound("Error log not found"));
        return new ErrorDetails(
                ErrorEntry.of(line),
                detail.words(),
                Optional.of(detail.request()).filter(text -> !text.isEmpty()).orElse(null));
    }

    /** From the first on that is not left out. */
    private static List<ErrorLine> lines(LogReader logs, LogQuery query, Direction direction, int first, int size) {
        List<ErrorLine> lines = new ArrayList<>();
        int left = first;
        Stretch stretch = new Stretch(Optional.empty(), direction, Math.min(AT_ONCE, first + size));
        LogPage<ErrorLine> page;
        do {
            page = logs.errors(query, stretch);
            lines.addAll(page.rows()
                    .subList(Math.min(left, page.rows().size()), page.rows().size()));
            left = Math.max(0, left - page.rows().size());
            if (page.more()) {
                ErrorLine last = page.rows().get(page.rows().size() - 1);
                stretch = new Stretch(Optional.of(last.place()), direction, AT_ONCE);
            }
        } while (page.more() && lines.size() < size);
        return lines.stream().limit(size).toList();
    }

    /** By status; those of one status with the newest first. */
    private static List<ErrorLine> ranked(LogReader logs, LogQuery query, ErrorQuestion question) {
        List<ErrorLine> lines = new ArrayList<>();
        int wanted = question.first() + question.size();
        Optional<Rank> beyond = Optional.empty();
        RankedPage<ErrorLine> page;
        do {
            int some = Math.min(AT_ONCE, wanted - lines.size());
            page = logs.errors(query, new Ranking(question.way(), Turn.ONWARD, beyond, some));
            page.rows().forEach(ranked -> lines.add(ranked.row()));
            beyond = page.rows().stream().map(Ranked::rank).reduce((before, last) -> last);
        } while (page.more() && lines.size() < wanted);
        return lines.stream().skip(question.first()).toList();
    }

    /** @param total of all that fit, on whatever page */
    public record ErrorPage(List<ErrorEntry> logs, long total) {}

    /**
     * @param geminiKey masked
     * @param errorCode null where there was no status
     * @param requestTime in UTC
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record ErrorEntry(
            long id, String geminiKey, String errorType, Integer errorCode, String modelName, String requestTime) {
        static ErrorEntry of(ErrorLine line) {
            return new ErrorEntry(
                    line.id(),
                    line.maskedKey(),
                    line.type(),
                    line.status() == 0 ? null : line.status(),
                    line.model(),
                    LogPeriod.text(line.at()));
        }
    }

    /**
     * @param errorLog Google's words
     * @param requestMsg the request, as JSON in a text; null when it was not recorded
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record ErrorDetails(@JsonUnwrapped ErrorEntry entry, String errorLog, String requestMsg) {}
}
