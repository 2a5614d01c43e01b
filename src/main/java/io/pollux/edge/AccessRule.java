package io.pollux.edge;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/**
 * Closes every resource method that is not declared to be for anybody. Calls to models are no resources: their token is
 * checked at the door.
 */
public final class AccessRule implements DynamicFeature {
    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        if (!policy(resource).equals(Optional.of(Access.Policy.PUBLIC))) {
            context.register(Closed.class);
        }
    }

    static Optional<Access.Policy> policy(ResourceInfo resource) {
        Access onMethod = resource.getResourceMethod().getAnnotation(Access.class);
        Access declared = onMethod == null ? resource.getResourceClass().getAnnotation(Access.class) : onMethod;
        return Optional.ofNullable(declared).map(Access::value);
    }

    /** For a method whose policy was forgotten. */
    public static final class Closed implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            request.abortWith(Response.status(Response.Status.FORBIDDEN).build());
        }
    }
}
