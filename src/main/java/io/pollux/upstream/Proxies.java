package io.pollux.upstream;

import java.util.List;

/** The list of proxies, or the direct way where there are none: how each does. */
public interface Proxies {
    /** In the order of the setting. */
    List<ProxyView> views();

    /**
     * Asks through each proxy, without a key, whether it leads to Google. Returns at once; {@link #views} tells what came
     * of it. What Google thinks of calls from there only a real call can find out.
     */
    void checkNow();

    /** The same for those that are set aside and about to be tried again, a few at a time: for a chore. */
    void checkDue();
}
