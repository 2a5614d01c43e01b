package io.pollux.bench;

import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * A Gemini and an OpenAI that understand nothing and answer at once, in a process of its own. A model named
 * {@code paced-100x20} streams 100 events, one every 20 ms; any other one is answered in one piece. It says its port on
 * the first line, and ends when its standard input does, as it does when its parent is gone.
 */
public final class Upstream {
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(20);

    private final PriorityQueue<UpstreamLine> pulses = new PriorityQueue<>(Comparator.comparingLong(UpstreamLine::due));
    private volatile boolean stopping;
    private int complete;
    private int left;

    private Upstream() {}

    public static void main(String[] args) throws IOException {
        new Upstream().run(args.length == 0 ? 0 : Integer.parseInt(args[0]));
    }

    private void run(int port) throws IOException {
        try (Loop loop = new Loop()) {
            System.out.println(loop.listen(port, line -> new UpstreamLine(line, this)));
            Thread parent = new Thread(this::awaitParent, "parent");
            parent.setDaemon(true);
            parent.start();
            while (!stopping) {
                loop.turn(beat());
            }
        }
    }

    /** From now on that one is to be woken when its next event is due. */
    void pulse(UpstreamLine line) {
        pulses.add(line);
    }

    void completed() {
        complete++;
    }

    /** A stream whose reader went away. */
    void left() {
        left++;
    }

    String statistics() {
        return "{\"open\":" + pulses.size() + ",\"complete\":" + complete + ",\"left\":" + left + "}";
    }

    /** Sends what is due. Returns how long there is nothing more. */
    private long beat() {
        long now = System.nanoTime();
        while (!pulses.isEmpty()) {
            long wait = pulses.peek().due() - now;
            if (wait > 0) {
                return Math.min(wait, PATIENCE);
            }
            UpstreamLine line = pulses.remove();
            if (line.beat(now)) {
                pulses.add(line);
            }
            now = System.nanoTime();
        }
        return PATIENCE;
    }

    private void awaitParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody has anything to say here.
            }
        } catch (IOException gone) {
            System.err.println(gone.getMessage());
        }
        stopping = true;
    }
}
