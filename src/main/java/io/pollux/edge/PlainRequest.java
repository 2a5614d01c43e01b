package io.pollux.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

/**
 * A request as JAX-RS sees it. Without this, a body that calls itself a form (curl does unless told otherwise) would be
 * read as one, on the request's thread, and {@code ?key=} would be in the address that JAX-RS logs.
 */
final class PlainRequest extends HttpServletRequestWrapper {
    private static final String OPAQUE = "application/octet-stream";

    PlainRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public String getContentType() {
        return super.getContentType() == null ? null : OPAQUE;
    }

    @Override
    public String getHeader(String name) {
        String value = super.getHeader(name);
        return value != null && name.equalsIgnoreCase("Content-Type") ? OPAQUE : value;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        boolean hidden = name.equalsIgnoreCase("Content-Type") && super.getHeader(name) != null;
        return hidden ? Collections.enumeration(Collections.singleton(OPAQUE)) : super.getHeaders(name);
    }

    @Override
    public String getQueryString() {
        return null;
    }

    @Override
    public String getParameter(String name) {
        return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Map.of();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.emptyEnumeration();
    }

    @Override
    public String[] getParameterValues(String name) {
        return null;
    }
}
