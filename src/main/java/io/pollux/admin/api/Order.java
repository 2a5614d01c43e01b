package io.pollux.admin.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;

/**
 * A request as JAX-RS sees it: method, address and a body that is JSON. Scripts say otherwise without meaning it, as curl
 * does unless told; of an upload the file is the body. No other header counts.
 */
final class Order extends HttpServletRequestWrapper {
    private static final String JSON = "application/json";
    private static final String FILE = "file";

    private final HttpServletRequest request;

    Order(HttpServletRequest request) {
        super(request);
        this.request = request;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (!uploads()) {
            return request.getInputStream();
        }
        try {
            Part file = request.getPart(FILE);
            if (file == null) {
                throw Refused.invalid(FILE, "The upload has no part named file");
            }
            return new File(file.getInputStream());
        } catch (ServletException | IllegalStateException unreadable) {
            throw Refused.invalid(FILE, "The upload cannot be read, or is too large");
        }
    }

    private boolean uploads() {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    @Override
    public String getContentType() {
        return JSON;
    }

    @Override
    public String getCharacterEncoding() {
        return "UTF-8";
    }

    @Override
    public String getHeader(String name) {
        return "content-type".equalsIgnoreCase(name) ? JSON : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return "content-type".equalsIgnoreCase(name)
                ? Collections.enumeration(List.of(JSON))
                : Collections.emptyEnumeration();
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(List.of("Content-Type"));
    }

    @Override
    public int getIntHeader(String name) {
        return -1;
    }

    @Override
    public long getDateHeader(String name) {
        return -1;
    }

    @Override
    public int getContentLength() {
        return -1;
    }

    @Override
    public long getContentLengthLong() {
        return -1;
    }

    /** The bytes of an upload. */
    private static final class File extends ServletInputStream {
        private final InputStream in;
        private boolean over;

        File(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            over = read < 0;
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = in.read(into, from, length);
            over = read < 0;
            return read;
        }

        @Override
        public boolean isFinished() {
            return over;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("A file is read at once");
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
