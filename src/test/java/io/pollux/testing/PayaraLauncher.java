package io.pollux.testing;

import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;

/**
 * Payara Micro with what it lacks: a way to tell it from outside to deploy anew. Takes its command line and does the same,
 * and then follows marker files in its working directory. Runs in the server's process, where nothing of ours but this
 * class is on the class path.
 */
final class PayaraLauncher {
    static final String DEPLOY = "deploy-again";
    static final String UNDEPLOY = "undeploy";

    private static final String APPLICATION = "pollux";

    private PayaraLauncher() {}

    public static void main(String[] args) throws Exception {
        Path here = Path.of("").toAbsolutePath();
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            here.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Object boot = Class.forName("fish.payara.micro.boot.PayaraMicroLauncher")
                    .getMethod("create", String[].class)
                    .invoke(null, (Object) args);
            Object runtime = boot.getClass().getMethod("getRuntime").invoke(boot);
            Class<?> door = Class.forName("fish.payara.micro.PayaraMicroRuntime");
            Method undeploy = door.getMethod("undeploy", String.class);
            Method deploy = door.getMethod("deploy", String.class, String.class, File.class);
            while (watch.take().reset()) {
                boolean again = Files.deleteIfExists(here.resolve(DEPLOY));
                if (again || Files.deleteIfExists(here.resolve(UNDEPLOY))) {
                    undeploy.invoke(runtime, APPLICATION);
                }
                if (again) {
                    deploy.invoke(
                            runtime,
                            APPLICATION,
                            "/",
                            here.resolve(APPLICATION + ".war").toFile());
                }
            }
        }
    }
}
