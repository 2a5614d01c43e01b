package io.pollux.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The address /keys.export: the keys that the page shows, whole, as a file. The guard of the pages stands before it, and it
 * wants the token to have been given again just now.
 */
@WebServlet(name = KeyDownload.NAME, urlPatterns = "/keys.export", asyncSupported = true)
public class KeyDownload extends HttpServlet {
    public static final String NAME = "keys.export";

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(KeyDownload.class.getName());

    @Inject
    private transient OfficeDoor door;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Office office = door.office().orElseThrow();
        Optional<KeyFile.Form> form = Arrays.stream(KeyFile.Form.values())
                .filter(known -> known.extension().equals(request.getParameter("as")))
                .findFirst();
        if (!Proof.given(request, office.clock().instant())) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else if (form.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else {
            write(office, KeyFilter.of(Parameters.of(request)), form.get(), response);
        }
    }

    private static void write(Office office, KeyFilter filter, KeyFile.Form form, HttpServletResponse response)
            throws IOException {
        response.setContentType(form.type());
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Content-Disposition", "attachment; filename=\"pollux-keys." + form.extension() + "\"");
        int written = new KeyFile(office.keys(), response.getWriter()).write(form, filter.query());
        LOG.log(Level.INFO, "The administrator has taken {0} whole keys out as a file", written);
    }
}
