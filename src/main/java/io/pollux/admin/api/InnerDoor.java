package io.pollux.admin.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Whoever asks for the inner address of the management routes from outside meets nothing there. Said before JAX-RS reads a
 * body: it would, of whatever size, for somebody whom {@link ManagementDoor} has not seen.
 */
@WebFilter(urlPatterns = ManagementApplication.PATH + "/*", asyncSupported = true)
public class InnerDoor extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
}
