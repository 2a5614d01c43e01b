package io.pollux.admin;

import java.util.Optional;

/**
 * The way of the pages to the rest of the house. While it is shut they say that Pollux is still starting. Whoever builds
 * the house opens it; pages ask for the office anew at every request.
 */
public final class OfficeDoor {
    /** Written by whoever builds and closes the house. */
    private volatile Office office;

    public void open(Office ready) {
        office = ready;
    }

    public void shut() {
        office = null;
    }

    /** Empty until the house is built and after it has been closed. */
    public Optional<Office> office() {
        return Optional.ofNullable(office);
    }
}
