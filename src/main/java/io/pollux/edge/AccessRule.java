package io.pollux.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Puts its policy before every resource method; a method that declares none is closed. */
public final class AccessRule implements DynamicFeature {
    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Optional<Access.Policy> policy = policy(resource);
        if (policy.isEmpty()) {
            context.register(Closed.class);
        } else if (policy.get() == Access.Policy.CLIENT) {
            context.register(ClientsOnly.class);
        }
    }

    static Optional<Access.Policy> policy(ResourceInfo resource) {
        Access onMethod = resource.getResourceMethod().getAnnotation(Access.class);
        Access declared = onMethod == null ? resource.getResourceClass().getAnnotation(Access.class) : onMethod;
        return Optional.ofNullable(declared).map(Access::value);
    }

    /** For a method that was forgotten. */
    public static final class Closed implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            request.abortWith(Response.status(Response.Status.FORBIDDEN).build());
        }
    }

    /** Only what came through the door, where its token was checked, goes on. */
    public static final class ClientsOnly implements ContainerRequestFilter {
        @Context
        private HttpServletRequest servletRequest;

        @Override
        public void filter(ContainerRequestContext request) {
            if (Passage.of(servletRequest).isEmpty()) {
                request.abortWith(Response.status(Response.Status.NOT_FOUND).build());
            }
        }
    }
}
