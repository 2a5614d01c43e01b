package io.pollux.admin.dashboard;

import io.pollux.admin.Figures;
import io.pollux.admin.Texts;
import io.pollux.exchange.Ending;
import io.pollux.journal.tally.Sums;
import java.text.NumberFormat;
import java.util.Locale;

/** A line of the table of figures. */
public enum Measure {
    CALLS {
        @Override
        String say(Sums sums, Locale locale) {
            return Figures.brief(sums.calls(), locale);
        }
    },
    /** Of the calls whose clients have waited for the end. */
    SUCCESS {
        @Override
        String say(Sums sums, Locale locale) {
            return rate(sums.calls(Ending.COMPLETE), sums.calls() - sums.calls(Ending.ABANDONED), locale);
        }
    },
    INPUT {
        @Override
        String say(Sums sums, Locale locale) {
            return Figures.brief(sums.inputTokens(), locale);
        }
    },
    OUTPUT {
        @Override
        String say(Sums sums, Locale locale) {
            return Figures.brief(sums.outputTokens() + sums.thoughtTokens(), locale);
        }
    },
    FIRST {
        @Override
        String say(Sums sums, Locale locale) {
            return times(sums::firstByte, locale);
        }
    },
    TOTAL {
        @Override
        String say(Sums sums, Locale locale) {
            return times(sums::total, locale);
        }
    },
    ATTEMPTS {
        @Override
        String say(Sums sums, Locale locale) {
            return Figures.brief(sums.attempts(), locale);
        }
    },
    ATTEMPTS_FAILED {
        @Override
        String say(Sums sums, Locale locale) {
            return Figures.brief(sums.attemptsFailed(), locale);
        }
    },
    ATTEMPTS_SUCCESS {
        @Override
        String say(Sums sums, Locale locale) {
            return rate(sums.attempts() - sums.attemptsFailed(), sums.attempts(), locale);
        }
    };

    private static final String NOTHING = "–";

    abstract String say(Sums sums, Locale locale);

    /** Rounded down, for what is nearly all must not look like all. */
    private static String rate(long good, long all, Locale locale) {
        if (all == 0) {
            return NOTHING;
        }
        NumberFormat percent = NumberFormat.getPercentInstance(locale);
        percent.setMaximumFractionDigits(1);
        percent.setRoundingMode(java.math.RoundingMode.DOWN);
        return percent.format((double) good / all);
    }

    private static String times(Percentile of, Locale locale) {
        if (of.at(50) == 0) {
            return NOTHING;
        }
        StringBuilder all = new StringBuilder();
        for (int percent : Chart.PERCENTILES) {
            all.append(all.isEmpty() ? "" : " · ").append(Texts.span(locale, of.at(percent)));
        }
        return all.toString();
    }

    private interface Percentile {
        long at(int percent);
    }
}
