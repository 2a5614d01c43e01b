package io.pollux;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms, their floors and their doors. A new room gets a row in {@link #ROOMS}. */
class ArchitectureTest {
    private static final List<Room> ROOMS = List.of(
            room("exchange", 0),
            room("storage", 0),
            room("settings", 1, "exchange", "storage"),
            room("sorter", 1, "exchange"),
            room("dialect", 2, "exchange"),
            room("upstream", 2, "exchange", "settings", "sorter"),
            room("keys", 2, "exchange", "settings", "storage"),
            room("ownership", 2, "exchange", "settings", "storage"),
            room("clients", 2, "exchange", "settings", "storage"),
            room("journal", 2, "exchange", "settings", "storage"),
            room("rota", 2, "exchange", "settings", "storage"),
            room("prompts", 2, "storage"),
            room("pool", 3, "exchange", "settings", "keys"),
            room("dialect.gemini", 3, "exchange", "dialect"),
            room("dialect.openai", 4, "exchange", "dialect", "dialect.gemini"),
            room("dialect.anthropic", 4, "exchange", "dialect", "dialect.gemini"),
            // keys: only for the snapshot of a key that a loan carries
            room(
                    "relay",
                    4,
                    "exchange",
                    "settings",
                    "dialect",
                    "upstream",
                    "keys",
                    "ownership",
                    "clients",
                    "journal",
                    "pool"),
            room(
                    "housekeeping",
                    4,
                    "exchange",
                    "settings",
                    "upstream",
                    "keys",
                    "ownership",
                    "clients",
                    "journal",
                    "rota",
                    "pool"),
            lower("edge", 5, "housekeeping", "prompts"),
            lower("admin", 5));

    private static final String[] DATABASE = {
        "jakarta.persistence..",
        "java.sql..",
        "javax.sql..",
        "com.zaxxer.hikari..",
        "org.eclipse.persistence..",
        "org.flywaydb..",
        "org.h2..",
        "org.mariadb.."
    };

    private static final String[] HTTP_CLIENTS = {
        "io.vertx..", "io.netty..", "java.net.http..", "jakarta.ws.rs.client..", "org.apache.http..", "okhttp3.."
    };

    private static final Set<String> KINDS =
            Set.of("util", "utils", "common", "helper", "helpers", "impl", "dto", "service", "manager", "exception");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.pollux");

    private static final ArchRule[] RULES = {
        onlyIn(
                "the database",
                DATABASE,
                "storage",
                "settings",
                "keys",
                "ownership",
                "clients",
                "journal",
                "rota",
                "prompts"),
        onlyIn("pool and migrations", new String[] {"com.zaxxer.hikari..", "org.flywaydb.."}, "storage"),
        onlyIn("an HTTP client", HTTP_CLIENTS, "upstream"),
        onlyIn("JAX-RS", new String[] {"jakarta.ws.rs..", "org.glassfish.jersey.."}, "edge", "admin"),
        // Wiring starts and stops with the server, which on Tomcat only a servlet listener can tell it.
        onlyIn("servlets", new String[] {"jakarta.servlet..", "jakarta.websocket.."}, "edge", "admin", ""),
        onlyIn(
                "Faces",
                new String[] {"jakarta.faces..", "jakarta.el..", "org.primefaces..", "com.sun.faces.."},
                "admin"),
        onlyIn("EJB", new String[] {"jakarta.ejb.."}, "housekeeping", ""),
        onlyIn("transactions of a container", new String[] {"jakarta.transaction.."}),
        plain("exchange", "dialect", "dialect.gemini", "dialect.openai", "dialect.anthropic", "relay", "pool"),
        // Wiring's @Observes names the phase as its default; what it observes is no transaction.
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.pollux.Wiring")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.enterprise.event.TransactionPhase")
                .as("nobody observes a transaction: storage runs what was registered for after the commit"),
        noClasses()
                .that(in("exchange"))
                .should()
                .dependOnClassesThat(DescribedPredicate.not(resideInAnyPackage("java..", "io.pollux.exchange..")))
                .as("exchange knows only the JDK"),
        noClasses()
                .that(in("dialect")
                        .or(in("dialect.gemini"))
                        .or(in("dialect.openai"))
                        .or(in("dialect.anthropic")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.nio.file..", "java.nio.channels..")
                        .or(named("java.io.File", "java.io.FileInputStream", "java.io.FileOutputStream"))
                        .or(named("java.net.Socket", "java.net.URL", "java.net.URLConnection"))
                        .or(named("java.lang.Thread", "java.util.concurrent.Executors", "java.util.Timer")))
                .as("dialects are pure: no files, no network, no threads"),
        noClasses()
                .that(in("relay").or(in("pool")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson..")
                .as("relay and pool know no JSON"),
        noClasses()
                .that(in("pool"))
                .should()
                .dependOnClassesThat(named("io.pollux.keys.KeyDesk", "io.pollux.keys.KeyVault")
                        .or(named("io.pollux.keys.CooldownShelf")))
                .as("the pool knows only events and snapshots of keys"),
        noClasses()
                .that()
                .resideOutsideOfPackage("io.pollux")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.pollux")
                .as("nobody knows the wiring"),
        classes().should(notBeNamedAfterAKind()),
        slices().matching("io.pollux.(**)").should().beFreeOfCycles()
    };

    @ParameterizedTest
    @MethodSource("rooms")
    void roomKnowsOnlyItsDoors(Room room) {
        String[] allowed = Stream.concat(
                        Arrays.stream(room.packages()), room.knows().stream().flatMap(ArchitectureTest::packagesOf))
                .toArray(String[]::new);
        noClasses()
                .that(in(room.name()))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.pollux..").and(DescribedPredicate.not(resideInAnyPackage(allowed))))
                .as(room.name() + " knows only " + room.knows())
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void doorsLeadDown(Room room) {
        assertThat(room.knows()).allSatisfy(known -> assertThat(floorOf(known)).isLessThan(room.floor()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void houseKeeps(ArchRule rule) {
        rule.allowEmptyShould(true).check(HOUSE);
    }

    @Test
    void everyClassLivesInARoom() {
        String[] all = Stream.concat(
                        Stream.of("io.pollux"), ROOMS.stream().map(Room::name).flatMap(ArchitectureTest::packagesOf))
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(all).check(HOUSE);
        assertThat(HOUSE).isNotEmpty();
    }

    static Stream<Room> rooms() {
        return ROOMS.stream();
    }

    static Stream<ArchRule> rules() {
        return Arrays.stream(RULES);
    }

    private record Room(String name, int floor, List<String> knows) {
        /** Its package and what is below; the room {@code dialect} has rooms of their own below it. */
        private String[] packages() {
            return name.equals("dialect")
                    ? new String[] {"io.pollux.dialect"}
                    : new String[] {"io.pollux." + name + ".."};
        }
    }

    private static Room room(String name, int floor, String... knows) {
        return new Room(name, floor, List.of(knows));
    }

    private static Room lower(String name, int floor, String... without) {
        List<String> all = List.of(
                "exchange",
                "storage",
                "settings",
                "dialect",
                "upstream",
                "keys",
                "ownership",
                "clients",
                "journal",
                "rota",
                "prompts",
                "pool",
                "dialect.gemini",
                "dialect.openai",
                "dialect.anthropic",
                "relay",
                "housekeeping");
        return new Room(
                name,
                floor,
                all.stream().filter(each -> !List.of(without).contains(each)).toList());
    }

    private static Stream<String> packagesOf(String room) {
        return Arrays.stream(new Room(room, 0, List.of()).packages());
    }

    private static int floorOf(String name) {
        return ROOMS.stream()
                .filter(room -> room.name().equals(name))
                .findFirst()
                .orElseThrow()
                .floor();
    }

    private static DescribedPredicate<JavaClass> in(String room) {
        return resideInAnyPackage(packagesOf(room).toArray(String[]::new)).as("live in " + room);
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        return DescribedPredicate.describe(
                "are one of " + List.of(names), type -> List.of(names).contains(type.getFullName()));
    }

    /** The empty name stands for the wiring. */
    private static ArchRule onlyIn(String what, String[] packages, String... rooms) {
        String[] allowed = Arrays.stream(rooms)
                .flatMap(room -> room.isEmpty() ? Stream.of("io.pollux") : packagesOf(room))
                .toArray(String[]::new);
        return noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(allowed)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .as("only " + List.of(rooms) + " may know " + what);
    }

    private static ArchRule plain(String... rooms) {
        String[] plain =
                Arrays.stream(rooms).flatMap(ArchitectureTest::packagesOf).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAnyPackage(plain)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "javax..", "org.glassfish..", "org.jboss..", "org.apache..")
                .as("plain Java in the middle: " + List.of(rooms));
    }

    private static ArchCondition<JavaClass> notBeNamedAfterAKind() {
        return new ArchCondition<>("be named after a duty, never after a kind") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean packaged =
                        Arrays.stream(type.getPackageName().split("\\.")).anyMatch(KINDS::contains);
                // A FailureException is what Java calls it; the others are kinds of nothing.
                boolean suffixed = KINDS.stream()
                        .filter(kind -> !kind.equals("exception"))
                        .anyMatch(kind -> type.getSimpleName().matches("(?i).*[a-z]" + kind));
                if (packaged || suffixed) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is named after a kind"));
                }
            }
        };
    }
}
