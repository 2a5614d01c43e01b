package io.pollux.settings;

import java.math.BigDecimal;

/**
 * What an input field for a number can know of it.
 *
 * @param unit seconds, hours or days; empty for a plain number
 */
public record Bounds(BigDecimal least, BigDecimal most, BigDecimal step, String unit) {
    static Bounds whole(int least, int most, String unit) {
        return new Bounds(BigDecimal.valueOf(least), BigDecimal.valueOf(most), BigDecimal.ONE, unit);
    }
}
