package io.pollux.pool;

import io.pollux.settings.Settings;

/** In which order the keys of a tier are asked whether they have room for a call. Guarded by the pool's lock. */
interface Strategy {
    /** So many places are named at most. */
    int MOST = 16;

    /**
     * Names places that are ready and have not been tried, best first. May name none: then it is whose turn it is.
     *
     * @param best has room for {@link #MOST}
     * @return how many
     */
    int rank(Ring ring, Need need, int[] best);

    static Strategy of(Settings settings) {
        Strategy inTurn = new InTurn(settings.get(Settings.KEY_ROTATION_REQUEST_COUNT));
        return switch (settings.get(Settings.POLLUX_KEY_STRATEGY)) {
            case "least-used" -> new LeastUsed();
            case "most-quota" -> new MostQuota();
            case "sticky" -> new Sticky(inTurn);
            case "weighted" -> new Weighted();
            default -> inTurn;
        };
    }
}
