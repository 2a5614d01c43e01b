package io.pollux.admin;

import io.pollux.journal.Eraser;
import io.pollux.journal.Erasure;
import io.pollux.journal.Place;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The address /logs/erase, for the script of the log page: GET says how far a deletion has come, POST begins or stops one. The
 * guard of the pages stands before it.
 */
@WebServlet(name = LogErasing.NAME, urlPatterns = "/logs/erase", asyncSupported = true)
public class LogErasing extends HttpServlet {
    public static final String NAME = "logs.erase";

    private static final long serialVersionUID = 1L;
    private static final int MOST_CHOSEN = 1_000;

    @Inject
    private transient OfficeDoor door;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        tell(response, office().eraser().latest());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        Office office = office();
        String scope = Optional.ofNullable(request.getParameter("scope")).orElse("");
        LogFilter filter = LogFilter.of(Parameters.of(request));
        boolean everything = scope.equals("all") || scope.equals("found") && filter.isEverything();
        if (!PageToken.carriedBy(request)
                || everything && !Proof.given(request, office.clock().instant())) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        switch (scope) {
            case "chosen" -> chosen(office.eraser(), request, filter);
            case "found" -> found(office, filter);
            case "all" -> found(office, filter.everything());
            case "stop" -> office.eraser().latest().ifPresent(Erasure::cancel);
            default -> {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
                return;
            }
        }
        tell(response, office.eraser().latest());
    }

    private static void found(Office office, LogFilter filter) {
        if (filter.isErrors()) {
            office.eraser().errors(filter.query(office.clock().instant()));
        } else {
            office.eraser().calls(filter.query(office.clock().instant()));
        }
    }

    private static void chosen(Eraser eraser, HttpServletRequest request, LogFilter filter) {
        List<Place> places = Arrays.stream(
                        Optional.ofNullable(request.getParameterValues("row")).orElseGet(() -> new String[0]))
                .limit(MOST_CHOSEN)
                .map(Place::of)
                .flatMap(Optional::stream)
                .toList();
        if (filter.isErrors()) {
            eraser.errors(places.stream().map(Place::id).toList());
        } else {
            eraser.calls(places);
        }
    }

    /** Figures and names of states only; the page has the words. */
    private static void tell(HttpServletResponse response, Optional<Erasure> erasure) throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write(erasure.map(LogErasing::text).orElse("{\"state\":\"NONE\",\"deleted\":0,\"percent\":0}"));
    }

    private static String text(Erasure erasure) {
        return "{\"state\":\"" + erasure.state() + "\",\"kind\":\"" + erasure.kind() + "\",\"deleted\":"
                + erasure.deleted() + ",\"percent\":" + erasure.percent() + "}";
    }

    private Office office() {
        return door.office().orElseThrow();
    }
}
