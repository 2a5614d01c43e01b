package io.pollux.exchange;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Which keys did not get an attempt, and why: what explains a choice. Names a few and counts the rest. Cheap to make, for
 * it is made while a key is chosen; {@link #text} is for whoever writes it down later.
 *
 * @param named the first few
 * @param coolingMore how many others wait for quota of this model
 * @param unusableMore how many others wait for all models, are at their daily limit, refused or switched off
 * @param fullMore how many others were ready but had too little room
 * @param spare how many are ready and were not needed, for keys that come before them were
 */
public record PassedOver(List<Key> named, int coolingMore, int unusableMore, int fullMore, int spare) {
    /** Every key had its turn. */
    public static final PassedOver NOBODY = new PassedOver(List.of(), 0, 0, 0, 0);

    public static final int MOST_NAMED = 8;
    /** No text is longer, in characters. */
    public static final int LONGEST = 2_000;

    /** Why a key was passed over. */
    public enum Why {
        COOLING("cooling"),
        /** It has served as many calls as the operator lets it in a day. */
        AT_LIMIT("at its daily limit"),
        SET_ASIDE("set aside"),
        OFF("switched off"),
        NO_ROOM("too little room before its limit"),
        NEAR_LIMIT("favourite, but near its limit");

        private final String words;

        Why(String words) {
            this.words = words;
        }
    }

    /**
     * One key.
     *
     * @param masked fit for logs
     * @param until when it is ready again; {@link Instant#EPOCH} when nobody knows
     * @param detail who says so, or how Google refused; may be empty
     */
    public record Key(String masked, Why why, Instant until, String detail) {
        String text() {
            StringBuilder text = new StringBuilder(masked).append(' ').append(why.words);
            if (until.isAfter(Instant.EPOCH)) {
                text.append(" until ").append(until.truncatedTo(ChronoUnit.SECONDS));
            }
            return detail.isEmpty()
                    ? text.toString()
                    : text.append(", ").append(detail).toString();
        }
    }

    public boolean isEmpty() {
        return named.isEmpty() && coolingMore + unusableMore + fullMore + spare == 0;
    }

    /** For a person; empty when nobody was passed over. */
    public String text() {
        StringBuilder text = new StringBuilder();
        named.forEach(key -> add(text, key.text()));
        count(text, coolingMore, " more cooling for this model");
        count(text, unusableMore, " more cooling for every model, at their daily limit, set aside or switched off");
        count(text, fullMore, " more with too little room");
        count(text, spare, " ready of a later rank, not needed");
        return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST);
    }

    private static void count(StringBuilder text, int keys, String words) {
        if (keys > 0) {
            add(text, keys + words);
        }
    }

    private static void add(StringBuilder text, String piece) {
        text.append(text.isEmpty() ? "" : "; ").append(piece);
    }
}
