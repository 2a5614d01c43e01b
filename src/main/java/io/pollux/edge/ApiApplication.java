package io.pollux.edge;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * The one JAX-RS application. Its path is never asked for from outside: {@link FrontDoor} forwards to it, because servers
 * disagree on applications with several paths, and one at the root would swallow the pages.
 */
@ApplicationPath(ApiApplication.PATH)
public class ApiApplication extends Application {
    static final String PATH = "/internal";

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(AccessRule.class);
    }

    /** Resources are built once, by hand: a call must not cost a look-up in the container. */
    @Override
    public Set<Object> getSingletons() {
        return Set.of(
                new ModelCalls(),
                new HealthChecks(CDI.current().select(Entrance.class).get()));
    }

    /** Without the first, Tomcat collects a stream in Jersey's buffer and delivers all events at its end. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.contentLength.buffer", 0, "jersey.config.server.wadl.disableWadl", true);
    }
}
