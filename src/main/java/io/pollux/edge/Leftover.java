package io.pollux.edge;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Takes in what a refused caller still sends, without holding a thread, throws it away and then answers. Left unread, the
 * server would read it itself before the next request, on a request thread and as slowly as the caller likes: two hundred
 * strangers without a token would stop it.
 */
final class Leftover implements ReadListener {
    private static final int PIECE = 4 * 1024;

    private final ServletInputStream in;
    private final AsyncContext async;
    private final HttpServletResponse response;
    private final Answer answer;
    private long allowed;
    private boolean done;

    private Leftover(ServletInputStream in, AsyncContext async, HttpServletResponse response, Answer answer) {
        this.in = in;
        this.async = async;
        this.response = response;
        this.answer = answer;
    }

    /** What is said to the caller. */
    interface Answer {
        void send() throws IOException;
    }

    /** @param limit how many bytes are waited for; a caller who sends more loses the connection */
    static void answer(HttpServletRequest request, HttpServletResponse response, long limit, Answer answer)
            throws IOException {
        if (arrived(request)) {
            answer.send();
            return;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        ServletInputStream in = request.getInputStream();
        Leftover leftover = new Leftover(in, async, response, answer);
        leftover.allowed = limit;
        in.setReadListener(leftover);
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] piece = new byte[PIECE];
        while (!done && in.isReady()) {
            int read = in.read(piece);
            if (read < 0) {
                return;
            }
            allowed -= read;
            if (allowed < 0) {
                response.setHeader("Connection", "close");
                finish();
            }
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        if (!done) {
            finish();
        }
    }

    @Override
    public void onError(Throwable lost) {
        if (!done) {
            done = true;
            async.complete();
        }
    }

    private void finish() throws IOException {
        done = true;
        try {
            answer.send();
        } finally {
            async.complete();
        }
    }

    /** Whether there is nothing to wait for; what lies there is taken away. */
    private static boolean arrived(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        if (length <= 0) {
            return request.getHeader("Transfer-Encoding") == null;
        }
        ServletInputStream in = request.getInputStream();
        if (in.available() < length) {
            return false;
        }
        in.skipNBytes(length);
        return true;
    }
}
