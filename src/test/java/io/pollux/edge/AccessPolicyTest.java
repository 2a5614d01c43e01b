package io.pollux.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.pollux.admin.KeyDownload;
import io.pollux.admin.LogDownload;
import io.pollux.admin.LogErasing;
import io.pollux.admin.dashboard.DashboardFeed;
import io.pollux.admin.dashboard.DashboardFile;
import io.pollux.admin.gate.PageGuard;
import io.pollux.admin.gate.ScriptPass;
import jakarta.faces.webapp.FacesServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;

/** Whatever answers a request says who may ask. */
class AccessPolicyTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.pollux");

    /** They are for those who are not logged in, or look at the log-in themselves, and know edge as little as any page does. */
    private static final Set<String> GATE = Set.of(
            "io.pollux.admin.gate.LogIn",
            "io.pollux.admin.gate.LogOut",
            "io.pollux.admin.gate.OldAddress",
            "io.pollux.admin.gate.LanguageChoice",
            "io.pollux.admin.api.ManagementDoor");

    /** Reached through their one door only, which asks everybody; a test beside them tries each route without a token. */
    private static final String MANAGEMENT = "io.pollux.admin.api";

    @Test
    void eachResourceMethodDeclaresItsPolicy() {
        List<JavaMethod> routes =
                MAIN.stream().flatMap(AccessPolicyTest::routes).toList();

        assertThat(routes)
                .filteredOn(route -> !route.getOwner().getPackageName().equals(MANAGEMENT))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(AccessPolicyTest::declared);
    }

    @Test
    void eachPathOfTheModelSurfaceIsForClientsOnly() {
        assertThat(Route.Desk.values()).allMatch(desk -> desk.policy() == Access.Policy.CLIENT);
    }

    @Test
    void eachServletAndEndpointDeclaresItsPolicy() {
        assertThat(MAIN.stream()
                        .filter(AccessPolicyTest::answersByItself)
                        .filter(servlet -> !GATE.contains(servlet.getName()))
                        .filter(servlet -> !isGuarded(servlet))
                        .filter(servlet -> !asksForAPass(servlet)))
                .allMatch(servlet -> servlet.isAnnotatedWith(Access.class));
    }

    /** Those that scripts of pages ask: by the session and the page's token. Each has a test that it refuses others. */
    private static boolean asksForAPass(JavaClass servlet) {
        return servlet.getMethodCallsFromSelf().stream()
                .map(JavaMethodCall::getTarget)
                .anyMatch(target -> target.getOwner().isEquivalentTo(ScriptPass.class)
                        && target.getName().equals("administrator"));
    }

    @Test
    void noPageIsReachedPastItsGuard() {
        WebFilter guard = PageGuard.class.getAnnotation(WebFilter.class);

        assertThat(guard.servletNames())
                .containsExactly(
                        "faces",
                        LogDownload.NAME,
                        LogErasing.NAME,
                        KeyDownload.NAME,
                        DashboardFeed.NAME,
                        DashboardFile.NAME);
        assertThat(guard.dispatcherTypes())
                .contains(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.INCLUDE, DispatcherType.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/webapp/WEB-INF/web.xml", "config/tomcat/web.xml"})
    void eachServletOfADescriptorDeclaresItsPolicyOrServesPages(String descriptor) throws Exception {
        NodeList servlets = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File(descriptor))
                .getElementsByTagName("servlet-class");
        List<String> open = new ArrayList<>();
        for (int i = 0; i < servlets.getLength(); i++) {
            String name = servlets.item(i).getTextContent().strip();
            boolean pages = name.equals(FacesServlet.class.getName());
            if (!pages && !(MAIN.contain(name) && MAIN.get(name).isAnnotatedWith(Access.class))) {
                open.add(name);
            }
        }

        assertThat(open).isEmpty();
    }

    @Test
    void aForgottenPolicyIsFound() {
        JavaClass forgotten = new ClassFileImporter().importClass(Forgotten.class);

        assertThat(routes(forgotten))
                .hasSize(2)
                .filteredOn(AccessPolicyTest::declared)
                .hasSize(1);
    }

    private static boolean isGuarded(JavaClass servlet) {
        return servlet.tryGetAnnotationOfType(WebServlet.class)
                .filter(mapping -> List.of(
                                PageGuard.class.getAnnotation(WebFilter.class).servletNames())
                        .contains(mapping.name()))
                .isPresent();
    }

    private static Stream<JavaMethod> routes(JavaClass resource) {
        return resource.getMethods().stream()
                .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class) || method.isAnnotatedWith(Path.class));
    }

    private static boolean declared(JavaMethod route) {
        return route.isAnnotatedWith(Access.class) || route.getOwner().isAnnotatedWith(Access.class);
    }

    private static boolean answersByItself(JavaClass type) {
        return type.isAssignableTo(Servlet.class) || type.isAnnotatedWith(ServerEndpoint.class);
    }

    @Path("forgotten")
    static final class Forgotten {
        @GET
        String open(HttpServletRequest request) {
            return request.getMethod();
        }

        @GET
        @Access(Access.Policy.PUBLIC)
        String declared() {
            return "";
        }
    }
}
