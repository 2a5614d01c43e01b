package io.pollux.admin.api;

import io.pollux.admin.Office;
import io.pollux.admin.api.Profiles.Profile;
import io.pollux.admin.api.Profiles.ProfileKeys;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The load balancer's profiles, which are Pollux' projects. */
@Vetoed
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ProfileRoutes {
    private static final int LONGEST = 50;

    @GET
    @Path("api/admin/profiles")
    public List<Profile> list(@Context HttpServletRequest request) {
        return new Profiles(Visit.of(request).office()).all();
    }

    @POST
    @Path("api/admin/profiles")
    public Saved add(@Context HttpServletRequest request, Wanted wanted) {
        Office office = Visit.of(request).office();
        String name = wanted.name() == null ? "" : wanted.name().strip();
        if (name.isEmpty() || name.length() > LONGEST || name.equals(Profiles.DEFAULT)) {
            throw Refused.because(400, "A profile has a name of at most " + LONGEST + " characters, and not default");
        }
        Profiles profiles = new Profiles(office);
        if (profiles.find(name).isPresent()) {
            throw Refused.because(409, "There is a profile of this name");
        }
        profiles.describe(name, wanted.description());
        return new Saved("The profile has been added", profiles.need(name));
    }

    @GET
    @Path("api/admin/profiles/{name}")
    public ProfileKeys read(@Context HttpServletRequest request, @PathParam("name") String name) {
        Profiles profiles = new Profiles(Visit.of(request).office());
        return new ProfileKeys(profiles.need(name), profiles.keys(name));
    }

    @PUT
    @Path("api/admin/profiles/{name}")
    public Saved change(@Context HttpServletRequest request, @PathParam("name") String name, Wanted wanted) {
        Profiles profiles = new Profiles(Visit.of(request).office());
        refuseDefault(name);
        profiles.need(name);
        profiles.describe(name, wanted.description());
        return new Saved("The profile has been changed", profiles.need(name));
    }

    @DELETE
    @Path("api/admin/profiles/{name}")
    public Message delete(@Context HttpServletRequest request, @PathParam("name") String name) {
        Profiles profiles = new Profiles(Visit.of(request).office());
        refuseDefault(name);
        if (profiles.need(name).keyCount() > 0) {
            throw Refused.because(409, "The profile has keys; move or delete them first");
        }
        profiles.forget(name);
        return new Message("The profile has been deleted");
    }

    private static void refuseDefault(String name) {
        if (name.equals(Profiles.DEFAULT)) {
            throw Refused.because(400, "The default profile stays as it is");
        }
    }

    /** Colour and icon have no meaning here and are passed over. */
    public record Wanted(String name, String description, String color, String icon) {}

    /** A profile as it is now. */
    public record Saved(String message, Profile profile) {}
}
