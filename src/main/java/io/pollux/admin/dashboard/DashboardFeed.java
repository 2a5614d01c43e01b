package io.pollux.admin.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pollux.admin.Languages;
import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.admin.Parameters;
import io.pollux.storage.DatabaseUnavailable;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** The address /dashboard.json, from which the page renews itself. The guard of the pages stands before it. */
@WebServlet(name = DashboardFeed.NAME, urlPatterns = "/dashboard.json", asyncSupported = true)
public class DashboardFeed extends HttpServlet {
    public static final String NAME = "dashboard.json";

    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();

    @Inject
    private transient OfficeDoor door;

    @Inject
    private transient Lookout lookout;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Office office = door.office().orElseThrow();
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        Wording wording =
                new Wording(Languages.all().named(request.getParameter("lang")).orElse(Locale.ENGLISH));
        DashboardFilter filter = DashboardFilter.of(Parameters.of(request));
        try (JsonGenerator json = JSON.createGenerator(response.getWriter())) {
            json.writeStartObject();
            Snapshot snapshot = lookout.snapshot(office);
            troubles(json, snapshot, wording);
            figures(json, snapshot, wording);
            course(json, filter, office);
            json.writeEndObject();
        }
    }

    private static void troubles(JsonGenerator json, Snapshot snapshot, Wording wording) throws IOException {
        json.writeArrayFieldStart("troubles");
        for (Trouble trouble : snapshot.troubles()) {
            json.writeStartObject();
            json.writeStringField("tone", trouble.tone());
            json.writeStringField("words", wording.say(trouble));
            json.writeStringField("address", trouble.address());
            json.writeStringField("link", wording.link(trouble));
            if (trouble.until().isPresent()) {
                Instant until = trouble.until().get();
                json.writeStringField("untilWords", wording.until(trouble));
                json.writeStringField("until", until.toString());
                json.writeNumberField(
                        "left", Math.max(0, until.toEpochMilli() - snapshot.at().toEpochMilli()));
            }
            json.writeArrayFieldStart("details");
            for (String line : trouble.details()) {
                json.writeString(line);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void figures(JsonGenerator json, Snapshot snapshot, Wording wording) throws IOException {
        json.writeBooleanField("away", snapshot.away());
        json.writeBooleanField("empty", snapshot.since().isEmpty());
        json.writeObjectFieldStart("figures");
        for (Period period : snapshot.figures().keySet()) {
            for (Measure measure : Measure.values()) {
                json.writeStringField(
                        period + "." + measure,
                        wording.say(measure, snapshot.figures().get(period)));
            }
        }
        json.writeEndObject();
    }

    /** Without charts when the database does not answer: the page keeps those that it has. */
    private static void course(JsonGenerator json, DashboardFilter filter, Office office) throws IOException {
        Course course;
        try {
            course = Course.of(filter, office.tallies(), office.clock().instant());
        } catch (DatabaseUnavailable away) {
            return;
        }
        json.writeNumberField("point", course.lens().point().toSeconds());
        json.writeArrayFieldStart("times");
        for (Instant point : course.points()) {
            json.writeNumber(point.toEpochMilli());
        }
        json.writeEndArray();
        json.writeObjectFieldStart("charts");
        for (Chart chart : Chart.values()) {
            json.writeObjectFieldStart(DashboardFilter.lower(chart));
            for (var line : chart.lines(course).entrySet()) {
                json.writeFieldName(line.getKey());
                json.writeArray(
                        line.getValue().stream().mapToLong(Long::longValue).toArray(),
                        0,
                        line.getValue().size());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
