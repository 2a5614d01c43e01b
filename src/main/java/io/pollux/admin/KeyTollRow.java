package io.pollux.admin;

import io.pollux.journal.KeyToll;
import io.pollux.keys.ApiKey;
import java.util.List;
import java.util.Map;

/** A key and how often things went wrong with it. */
public record KeyTollRow(ApiKey key, KeyToll toll) {
    /** Each status with how often it came, the most first. */
    public List<Share> shares() {
        return toll.byStatus().entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(share -> new Share(share.getKey(), share.getValue()))
                .toList();
    }

    /** Name of the text that says how it stands; empty when it is in use. */
    public String standing() {
        if (key.getRefusal() != null) {
            return "refusal." + key.getRefusal();
        }
        return key.isEnabled() ? "" : "standing.OFF";
    }

    /** @param status 0 when there was none */
    public record Share(int status, long times) {}
}
