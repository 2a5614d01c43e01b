package io.pollux.exchange;

/**
 * Who calls: a client known by its token, or the administrator.
 *
 * @param id short keyed hash of the token: stable, fit for logs and as a map key, of no use to a thief
 * @param name what a person calls this client; never the token
 * @param administrator whether the token was the administrator's
 */
public record Caller(String id, String name, boolean administrator) {
    /** A caller whose token has not been found good: for the error answer only. */
    public static final Caller UNKNOWN = new Caller("", "", false);
}
