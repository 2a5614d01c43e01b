package io.pollux.settings;

import static io.pollux.settings.Draft.flag;
import static io.pollux.settings.Draft.of;
import static io.pollux.settings.Draft.seconds;
import static io.pollux.settings.Draft.secret;
import static io.pollux.settings.Draft.secrets;
import static io.pollux.settings.Draft.whole;
import static io.pollux.settings.Group.ACCESS;

import io.pollux.exchange.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who may call, and how much at once. */
interface AccessSettings {
    Setting<Optional<Secret>> AUTH_TOKEN = secret("AUTH_TOKEN")
            .handedOver(ACCESS, "The administrator's token; empty: made at the first start, see <data>/admin-token");

    Setting<Boolean> POLLUX_RESET_AUTH_TOKEN = flag("POLLUX_RESET_AUTH_TOKEN", false)
            .environment(ACCESS, "true for one start: forget the administrator's token and make a new one");

    Setting<List<Secret>> ALLOWED_TOKENS =
            secrets("ALLOWED_TOKENS").live(ACCESS, "Tokens of clients; the administrator's is one too");

    Setting<Duration> ADMIN_SESSION_EXPIRE =
            seconds("ADMIN_SESSION_EXPIRE", 3600, 300, 86_400).live(ACCESS, "Seconds until a log-in to the pages ends");

    Setting<Optional<Secret>> CRON_SECRET = secret("CRON_SECRET")
            .live(ACCESS, "What a timer sends as Bearer to /api/cron/health-check; empty: no timer may");

    Setting<List<String>> POLLUX_CORS_ORIGINS = of("POLLUX_CORS_ORIGINS", Kinds.LIST, List.of("*"))
            .live(ACCESS, "Origins whose scripts may call; * is all, [] is none; never with credentials");

    Setting<Integer> POLLUX_MAX_BODY_MB =
            whole("POLLUX_MAX_BODY_MB", 100, 1, 2_000).live(ACCESS, "Largest request body in MB; above it: 413");
}
