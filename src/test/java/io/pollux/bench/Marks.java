package io.pollux.bench;

import java.util.concurrent.TimeUnit;

/** Reads the marks that the upstream puts into the events of a stream: each must come once, in order. */
final class Marks implements AnswerReader.Body {
    /** The end of an OpenAI stream, as it stands in the lower bytes of a number. */
    private static final long DONE = 0x5B444F4E455DL;

    private static final long SIX_BYTES = 0xFFFFFFFFFFFFL;

    private final StreamLoad.Plan plan;
    private final Arrival arrival;
    private long lastBytes;
    private int digits = -1;
    private long due;
    private long written;
    private long lastDue;
    private int seen;
    private boolean done;

    Marks(StreamLoad.Plan plan, Arrival arrival) {
        this.plan = plan;
        this.arrival = arrival;
    }

    interface Arrival {
        void arrived(long due, long written);
    }

    @Override
    public void piece(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            lastBytes = lastBytes << 8 | b;
            done |= (lastBytes & SIX_BYTES) == DONE;
            if (digits >= 0) {
                digit(b);
            } else if (b == Speech.SIGN) {
                digits = 0;
                due = 0;
                written = 0;
            }
        }
    }

    /** @throws IllegalStateException when this was not the whole stream */
    void checkComplete(int status) {
        if (status != 200) {
            throw new IllegalStateException("status " + status);
        }
        if (seen != plan.events() || !done) {
            throw new IllegalStateException(seen + " of " + plan.events() + " events, [DONE]: " + done);
        }
    }

    private void digit(byte b) {
        if (digits < Speech.MARK_DIGITS) {
            due = due * 10 + b - '0';
        } else if (digits > Speech.MARK_DIGITS) {
            written = written * 10 + b - '0';
        }
        if (digits++ == 2 * Speech.MARK_DIGITS) {
            digits = -1;
            take();
        }
    }

    private void take() {
        if (done || seen > 0 && due - lastDue != TimeUnit.MILLISECONDS.toNanos(plan.periodMillis())) {
            throw new IllegalStateException("event " + seen + " is out of order");
        }
        lastDue = due;
        seen++;
        arrival.arrived(due, written);
    }
}
