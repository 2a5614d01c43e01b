package io.pollux.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * Lets only a few requests with a body into the pages at once. A page reads its form on the request's thread, as slowly as
 * the sender likes, and so does the server with a body that no page wants: the other threads are kept for the calls.
 */
final class Forms {
    private static final int AT_ONCE = 16;
    private static final int LONGEST = 1024 * 1024;

    private final Semaphore free = new Semaphore(AT_ONCE);

    /** Where a request goes on. */
    interface Way {
        void go() throws IOException, ServletException;
    }

    void pass(HttpServletRequest request, HttpServletResponse response, Way way) throws IOException, ServletException {
        if (request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null) {
            way.go();
        } else if (free.tryAcquire()) {
            try {
                way.go();
                finish(request);
            } finally {
                free.release();
            }
        } else {
            Leftover.answer(
                    request, response, LONGEST, () -> response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE));
        }
    }

    /** What the page has left unread the server would read behind our back. */
    private static void finish(HttpServletRequest request) {
        try {
            InputStream rest = request.getInputStream();
            byte[] piece = new byte[4 * 1024];
            int left = LONGEST;
            for (int read = rest.read(piece); read >= 0 && left > 0; read = rest.read(piece)) {
                left -= read;
            }
        } catch (IOException | IllegalStateException over) {
            // The sender has left, or the page has read it in another way.
            return;
        }
    }
}
