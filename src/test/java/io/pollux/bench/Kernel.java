package io.pollux.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What Linux has counted of a process. */
final class Kernel {
    /** USER_HZ, which is 100 on every Linux that Java runs on. */
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1) / 100;

    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final int KILOBYTES = 1024;

    private Kernel() {}

    /** User and system time of a process and its children, in nanoseconds. */
    static long cpu(ProcessHandle process) {
        return alone(process) + process.children().mapToLong(Kernel::alone).sum();
    }

    /** The most memory that a process ever had, VmHWM, in megabytes. */
    static long peakMegabytes(ProcessHandle process) {
        return number(read(process, "status"), "VmHWM:") / KILOBYTES;
    }

    /** How many files and sockets this process, and with it those that it starts, may open at most. */
    static long mostFiles() {
        String[] columns = read(ProcessHandle.current(), "limits")
                .lines()
                .filter(line -> line.startsWith("Max open files"))
                .findFirst()
                .orElseThrow()
                .split("\\s+");
        return columns[4].equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(columns[4]);
    }

    private static long alone(ProcessHandle process) {
        String stat = read(process, "stat");
        String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(behindName[UTIME]) + Long.parseLong(behindName[STIME])) * TICK_NANOS;
    }

    private static long number(String text, String name) {
        String line = text.lines().filter(l -> l.startsWith(name)).findFirst().orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", ""));
    }

    private static String read(ProcessHandle process, String name) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
