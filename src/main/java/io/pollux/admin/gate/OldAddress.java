package io.pollux.admin.gate;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The address that README of gemini-balance gave its error log; bookmarks still have it. */
@WebServlet(urlPatterns = "/error_logs", asyncSupported = true)
public class OldAddress extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Headers.protect(response);
        Redirect.to("/logs?view=errors", request, response);
    }
}
