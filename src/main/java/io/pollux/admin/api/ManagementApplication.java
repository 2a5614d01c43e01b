package io.pollux.admin.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The management routes. The address is never asked for from outside, where it answers 404: {@link ManagementDoor}
 * forwards to it whoever may come in.
 */
@ApplicationPath(ManagementApplication.PATH)
public class ManagementApplication extends Application {
    static final String PATH = "/internal-office";

    static final Set<Class<?>> ROUTES = Set.of(
            BalancerFileRoutes.class,
            BalancerKeyRoutes.class,
            BalancerRoutes.class,
            ConfigRoutes.class,
            ErrorDeletionRoutes.class,
            ErrorLogRoutes.class,
            FailCountRoutes.class,
            HouseRoutes.class,
            KeyRoutes.class,
            ModelRoutes.class,
            ProfileRoutes.class,
            ProxyRoutes.class,
            SessionRoutes.class,
            StatsRoutes.class);

    /** Classes, not objects: Jersey warns of every object, for it asks each of them what it provides besides resources. */
    @Override
    public Set<Class<?>> getClasses() {
        Set<Class<?>> all = new HashSet<>(ROUTES);
        all.addAll(Set.of(JsonBodies.class, Complaints.class));
        return all;
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
