package io.pollux.keys;

/**
 * How many calls the operator lets a key serve in a Pacific day.
 *
 * @param calls 0 for as many as come
 */
public record DayLimit(int calls) {
    public static final DayLimit NONE = new DayLimit(0);
    public static final int MOST = 999_999_999;

    /** @throws IllegalArgumentException in one line when there can be no such limit */
    public DayLimit {
        if (calls < 0 || calls > MOST) {
            throw new IllegalArgumentException("A daily limit is a whole number from 0 to " + MOST);
        }
    }

    /**
     * As people and files write it: nothing, or 0, is none.
     *
     * @throws IllegalArgumentException in one line when it is no such number
     */
    public static DayLimit of(String text) {
        String digits = text.strip();
        if (digits.isEmpty()) {
            return NONE;
        }
        return new DayLimit(digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : -1);
    }

    public boolean none() {
        return calls == 0;
    }

    /** Whether a key that has served so many calls may serve no more. */
    public boolean reached(long served) {
        return calls > 0 && served >= calls;
    }

    /** As a person types it: nothing for none. */
    @Override
    public String toString() {
        return none() ? "" : Integer.toString(calls);
    }
}
