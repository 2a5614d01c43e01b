package io.pollux.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The servers that Pollux runs on, each from its own distribution, and how a WAR is put into and run in it. */
public enum ServerKind {
    PAYARA_MICRO,
    WILDFLY,
    TOMCAT_10,
    TOMCAT_11;

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path DISTRIBUTIONS = TARGET.resolve("servers");

    /** Makes an instance of its own in the directory, with the WAR in it. */
    void install(Path directory) {
        try {
            Files.createDirectories(directory);
            switch (this) {
                case PAYARA_MICRO -> Files.copy(war(), directory.resolve("pollux.war"));
                case WILDFLY -> installWildFly(directory);
                case TOMCAT_10, TOMCAT_11 -> installTomcat(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Before each start: only Tomcat keeps its port in a file. */
    void listenOn(Path directory, int port) throws IOException {
        if (this != TOMCAT_10 && this != TOMCAT_11) {
            return;
        }
        String shipped = Files.readString(Path.of("config/tomcat/server.xml"), StandardCharsets.UTF_8);
        Files.writeString(
                directory.resolve("conf/server.xml"),
                shipped.replace("port=\"8080\"", "port=\"" + port + "\""),
                StandardCharsets.UTF_8);
    }

    /** Puts the same WAR in again, which makes the server undeploy the running one and deploy anew. */
    void redeploy(Path directory) throws IOException {
        switch (this) {
            case PAYARA_MICRO -> Files.createFile(directory.resolve(PayaraLauncher.DEPLOY));
            case WILDFLY -> Files.createFile(directory.resolve("standalone/deployments/pollux.war.dodeploy"));
            case TOMCAT_10, TOMCAT_11 ->
                Files.copy(
                        TARGET.resolve("pollux-tomcat.war"),
                        directory.resolve("webapps/ROOT.war"),
                        StandardCopyOption.REPLACE_EXISTING);
        }
    }

    void undeploy(Path directory) throws IOException {
        switch (this) {
            case PAYARA_MICRO -> Files.createFile(directory.resolve(PayaraLauncher.UNDEPLOY));
            case WILDFLY -> Files.delete(directory.resolve("standalone/deployments/pollux.war.deployed"));
            case TOMCAT_10, TOMCAT_11 -> Files.delete(directory.resolve("webapps/ROOT.war"));
        }
    }

    /** Makes an instance able to deploy more than once, and quick to notice that it shall. */
    List<String> redeploying(Path directory, List<String> command) throws IOException {
        switch (this) {
            case PAYARA_MICRO -> {
                return launched(directory, command);
            }
            case WILDFLY ->
                replace(
                        directory.resolve("standalone/configuration/standalone.xml"),
                        "scan-interval=\"5000\"",
                        "scan-interval=\"1000\"");
            case TOMCAT_10, TOMCAT_11 ->
                replace(
                        directory.resolve("conf/server.xml"),
                        "<Engine name",
                        "<Engine backgroundProcessorDelay=\"1\" name");
        }
        return command;
    }

    /** Takes over what the server's own manifest opens to it: options would have to repeat that. */
    private static List<String> launched(Path directory, List<String> command) throws IOException {
        List<String> launched = new ArrayList<>(command);
        int jar = launched.indexOf("-jar") + 1;
        Path server = Path.of(launched.get(jar));
        Manifest manifest = manifest(server);
        manifest.getMainAttributes().putValue("Main-Class", PayaraLauncher.class.getName());
        manifest.getMainAttributes().putValue("Class-Path", server.toUri().toString());
        String file = PayaraLauncher.class.getName().replace('.', '/') + ".class";
        Path launcher = directory.resolve("launcher.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(launcher), manifest);
                InputStream own = PayaraLauncher.class.getClassLoader().getResourceAsStream(file)) {
            out.putNextEntry(new JarEntry(file));
            own.transferTo(out);
        }
        launched.set(jar, launcher.toString());
        return launched;
    }

    private static Manifest manifest(Path jar) throws IOException {
        try (JarFile server = new JarFile(jar.toFile())) {
            return new Manifest(server.getManifest());
        }
    }

    private static void replace(Path file, String old, String text) throws IOException {
        String before = Files.readString(file, StandardCharsets.UTF_8);
        if (!before.contains(old)) {
            throw new IOException(file + " holds no " + old);
        }
        Files.writeString(file, before.replace(old, text), StandardCharsets.UTF_8);
    }

    List<String> command(Path directory, int port, List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add("java");
        command.addAll(jvmOptions);
        switch (this) {
            case PAYARA_MICRO -> command.addAll(payara(directory, port));
            case WILDFLY -> command.addAll(wildFly(directory, port));
            case TOMCAT_10, TOMCAT_11 -> command.addAll(tomcat(directory));
        }
        return command;
    }

    private static List<String> payara(Path directory, int port) {
        return List.of(
                "-Djava.util.logging.SimpleFormatter.format=%1$tF %1$tT %4$s %3$s %5$s%6$s%n",
                "-jar",
                DISTRIBUTIONS.resolve("payara-micro.jar").toString(),
                "--prebootcommandfile",
                Path.of("config/payara/preboot.txt").toAbsolutePath().toString(),
                "--rootdir",
                directory.resolve("root").toString(),
                "--nocluster",
                "--port",
                Integer.toString(port),
                "--contextroot",
                "/",
                "--deploy",
                directory.resolve("pollux.war").toString());
    }

    private static List<String> wildFly(Path directory, int port) {
        List<String> command = new ArrayList<>();
        for (String opened :
                List.of("java.lang", "java.util", "java.util.concurrent", "java.io", "java.net", "java.security")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-Djava.net.preferIPv4Stack=true",
                "-Djboss.modules.system.pkgs=org.jboss.byteman",
                "-Djboss.home.dir=" + directory,
                "-Djboss.server.base.dir=" + directory.resolve("standalone"),
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=" + Ports.free(),
                "-Djboss.management.http.port=" + Ports.free(),
                "-Djboss.management.https.port=" + Ports.free(),
                "-jar",
                directory.resolve("jboss-modules.jar").toString(),
                "-mp",
                directory.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "--yaml=" + Path.of("config/wildfly/pollux.yml").toAbsolutePath()));
        return command;
    }

    private List<String> tomcat(Path directory) {
        String bin = distribution().resolve("bin").toString();
        List<String> command = new ArrayList<>();
        for (String opened :
                List.of("java.lang", "java.lang.reflect", "java.io", "java.util", "java.util.concurrent")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                "-Djava.util.logging.config.file=" + directory.resolve("conf/logging.properties"),
                "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                "-Dcatalina.home=" + distribution(),
                "-Dcatalina.base=" + directory,
                "-Djava.io.tmpdir=" + directory.resolve("temp"),
                "-cp",
                bin + "/bootstrap.jar:" + bin + "/tomcat-juli.jar",
                "org.apache.catalina.startup.Bootstrap",
                "start"));
        return command;
    }

    private void installWildFly(Path directory) throws IOException {
        copy(distribution().toRealPath(), directory);
        Files.copy(war(), directory.resolve("standalone/deployments/pollux.war"));
    }

    private void installTomcat(Path directory) throws IOException {
        copy(distribution().resolve("conf"), directory.resolve("conf"));
        Files.createDirectories(directory.resolve("temp"));
        Path webapps = Files.createDirectories(directory.resolve("webapps"));
        Files.copy(TARGET.resolve("pollux-tomcat.war"), webapps.resolve("ROOT.war"));
    }

    private Path distribution() {
        return DISTRIBUTIONS.resolve(
                switch (this) {
                    case PAYARA_MICRO -> "payara-micro.jar";
                    case WILDFLY -> "wildfly";
                    case TOMCAT_10 -> "tomcat10";
                    case TOMCAT_11 -> "tomcat11";
                });
    }

    private static Path war() {
        return TARGET.resolve("pollux.war");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copied = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else if (file.toString().contains("/modules/")) {
                    Files.createSymbolicLink(copied, file);
                } else {
                    Files.copy(file, copied, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
