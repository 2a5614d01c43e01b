package io.pollux.edge;

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

    /** Classes, not objects: Jersey warns of every object, for it asks each of them what it provides besides resources. */
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(AccessRule.class, HealthChecks.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
