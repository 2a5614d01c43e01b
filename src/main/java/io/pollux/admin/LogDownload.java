package io.pollux.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The address /logs.csv: the rows of the log page as a file. The guard of the pages stands before it. */
@WebServlet(name = LogDownload.NAME, urlPatterns = "/logs.csv", asyncSupported = true)
public class LogDownload extends HttpServlet {
    public static final String NAME = "logs.csv";

    private static final long serialVersionUID = 1L;
    /** Without it Excel takes UTF-8 for something else. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Inject
    private transient OfficeDoor door;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Office office = door.office().orElseThrow();
        LogFilter filter = LogFilter.of(Parameters.of(request));
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        String name = filter.isErrors() ? "pollux-errors.csv" : "pollux-calls.csv";
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        Writer out = response.getWriter().append(BYTE_ORDER_MARK);
        LogFile file = new LogFile(office.logs(), filter.query(office.clock().instant()), filter.onward(), out);
        if (filter.isErrors()) {
            file.errors();
        } else {
            file.calls();
        }
    }
}
