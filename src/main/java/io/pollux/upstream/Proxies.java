package io.pollux.upstream;

import io.pollux.exchange.Secret;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The list of proxies, or the direct way where there are none: how each does. */
public interface Proxies {
    /** In the order of the setting. */
    List<ProxyView> views();

    /**
     * Asks through each proxy, without a key, whether it leads to Google. Returns at once; {@link #views} tells what came
     * of it. What Google thinks of calls from there only a real call can find out.
     */
    void checkNow();

    /**
     * Tries one that need not be in the settings, once and without a key: whether it leads to Google. Ends within twenty
     * seconds; nothing of it is remembered.
     */
    CompletionStage<ProxyTrial> trial(Secret proxy);

    /** The same for those that are set aside and about to be tried again, a few at a time: for a chore. */
    void checkDue();
}
