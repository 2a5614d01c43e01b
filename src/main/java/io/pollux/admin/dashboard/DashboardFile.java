package io.pollux.admin.dashboard;

import io.pollux.admin.Csv;
import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.admin.Parameters;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The address /dashboard.csv: the figures of a chart as a file. The guard of the pages stands before it. */
@WebServlet(name = DashboardFile.NAME, urlPatterns = "/dashboard.csv", asyncSupported = true)
public class DashboardFile extends HttpServlet {
    public static final String NAME = "dashboard.csv";

    private static final long serialVersionUID = 1L;
    /** Without it Excel takes UTF-8 for something else. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Inject
    private transient OfficeDoor door;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Chart> chart = Chart.named(
                Optional.ofNullable(request.getParameter("chart")).orElse(DashboardFilter.lower(Chart.CALLS)));
        if (chart.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Office office = door.office().orElseThrow();
        DashboardFilter filter = DashboardFilter.of(Parameters.of(request));
        Course course = Course.of(filter, office.tallies(), office.clock().instant());
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        String name = "pollux-" + DashboardFilter.lower(chart.get()) + ".csv";
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        write(chart.get().lines(course), course, response.getWriter().append(BYTE_ORDER_MARK));
    }

    private static void write(Map<String, List<Long>> lines, Course course, Writer out) throws IOException {
        Csv csv = new Csv(out);
        List<Object> head = new ArrayList<>(List.of("time"));
        head.addAll(lines.keySet());
        csv.line(head.toArray());
        for (int i = 0; i < course.points().size(); i++) {
            List<Object> cells = new ArrayList<>(List.of(course.points().get(i)));
            for (List<Long> line : lines.values()) {
                cells.add(line.get(i));
            }
            csv.line(cells.toArray());
        }
    }
}
