package io.pollux.settings;

import static io.pollux.settings.Draft.choice;
import static io.pollux.settings.Draft.flag;
import static io.pollux.settings.Draft.of;
import static io.pollux.settings.Draft.span;
import static io.pollux.settings.Draft.text;
import static io.pollux.settings.Group.RECORDS;

import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** What is written down, for how long, and what runs by the clock. */
interface RecordSettings {
    Setting<String> LOG_LEVEL = choice("LOG_LEVEL", "INFO", "DEBUG", "WARNING", "ERROR", "CRITICAL")
            .live(RECORDS, "How much Pollux writes to the server's log");

    Setting<Boolean> POLLUX_REQUEST_LOG =
            flag("POLLUX_REQUEST_LOG", true).live(RECORDS, "Write a row for every attempt to the request log");

    Setting<Boolean> ERROR_LOG_RECORD_REQUEST_BODY =
            flag("ERROR_LOG_RECORD_REQUEST_BODY", false).live(RECORDS, "Keep the request in the error log");

    Setting<Boolean> AUTO_DELETE_ERROR_LOGS_ENABLED =
            flag("AUTO_DELETE_ERROR_LOGS_ENABLED", true).live(RECORDS, "Delete old rows of the error log");

    Setting<Duration> AUTO_DELETE_ERROR_LOGS_DAYS = days("AUTO_DELETE_ERROR_LOGS_DAYS", 7);

    Setting<Boolean> AUTO_DELETE_REQUEST_LOGS_ENABLED =
            flag("AUTO_DELETE_REQUEST_LOGS_ENABLED", false).live(RECORDS, "Delete old rows of the request log");

    Setting<Duration> AUTO_DELETE_REQUEST_LOGS_DAYS = days("AUTO_DELETE_REQUEST_LOGS_DAYS", 30);

    Setting<Boolean> POLLUX_JOBS = flag("POLLUX_JOBS", true)
            .live(RECORDS, "Do jobs when their time comes; false: only those that somebody asks for");

    Setting<ZoneId> TIMEZONE = of("TIMEZONE", Kinds.ZONE, ZoneId.of("Asia/Shanghai"))
            .live(RECORDS, "Where midnight is for jobs that run daily; Google's quotas have their own");

    Setting<String> POLLUX_UPDATE_ADDRESS = text("POLLUX_UPDATE_ADDRESS", "")
            .live(
                    RECORDS,
                    "Where /api/version/check asks for the newest release, as GitHub's API answers; empty: nobody is"
                            + " asked");

    Setting<String> GITHUB_REPO_OWNER =
            text("GITHUB_REPO_OWNER", "snailyp").live(RECORDS, "Kept for gemini-balance on the same database");

    Setting<String> GITHUB_REPO_NAME =
            text("GITHUB_REPO_NAME", "gemini-balance").live(RECORDS, "Kept for gemini-balance on the same database");

    private static Setting<Duration> days(String name, int standard) {
        return span(name, ChronoUnit.DAYS, standard, 1, 3_650).live(RECORDS, "Days until a row is old");
    }
}
