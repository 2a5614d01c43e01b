package io.pollux.admin;

import io.pollux.testing.Pollux;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Clients that ask for so many calls a second between them, each one call after the other, as long as Pollux keeps up. */
final class SteadyCalls {
    private static final int CLIENTS = 8;
    private static final String BODY = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final Duration between;
    private final List<Double> millis = new ArrayList<>();
    private double seconds;
    private int failed;

    SteadyCalls(URI base, int perSecond) {
        this.request = HttpRequest.newBuilder(base.resolve("/v1beta/models/gemini-2.5-flash-trial:generateContent"))
                .header("x-goog-api-key", Pollux.TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        this.between = Duration.ofSeconds(CLIENTS).dividedBy(perSecond);
    }

    /** For a while; what comes of it is added to what came before. */
    void run(Duration window) throws InterruptedException {
        ConcurrentLinkedQueue<Double> took = new ConcurrentLinkedQueue<>();
        AtomicInteger bad = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(CLIENTS);
        long begin = System.nanoTime();
        long until = begin + window.toNanos();
        for (int client = 0; client < CLIENTS; client++) {
            long first = begin + between.toNanos() * client / CLIENTS;
            Thread thread = new Thread(() -> {
                for (long next = first; next < until; next += between.toNanos()) {
                    LockSupport.parkNanos(next - System.nanoTime());
                    if (System.nanoTime() < until) {
                        one(took, bad);
                    }
                }
                done.countDown();
            });
            thread.start();
        }
        done.await();
        seconds += (System.nanoTime() - begin) / 1e9;
        millis.addAll(took);
        failed += bad.get();
    }

    private void one(ConcurrentLinkedQueue<Double> took, AtomicInteger bad) {
        long begun = System.nanoTime();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
            bad.addAndGet(status == 200 ? 0 : 1);
        } catch (IOException | InterruptedException e) {
            bad.incrementAndGet();
        }
        took.add((System.nanoTime() - begun) / 1e6);
    }

    double perSecond() {
        return millis.size() / seconds;
    }

    int failed() {
        return failed;
    }

    double percentile(int percent) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%6.1f calls/s in %3.0f s, failed %d; took ms p50 %.1f, p95 %.1f, p99 %.1f",
                perSecond(),
                seconds,
                failed,
                percentile(50),
                percentile(95),
                percentile(99));
    }
}
