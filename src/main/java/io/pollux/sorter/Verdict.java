package io.pollux.sorter;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Report;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an error of Google's means: whose fault it is, what is spent, whether another key may help.
 *
 * <p>Google's messages quote the client: model names, values of fields. So words that cost a key or a project something
 * count only under their own status and, where a quote is possible, only at the start of the message. Else a client
 * could have every key of the pool set aside by a well-chosen name.
 */
final class Verdict {
    private static final Duration BILLING_BENCH = Duration.ofHours(6);
    private static final Duration FREE_TIER_BENCH = Duration.ofHours(24);

    private static final Set<String> INVALID = Set.of("API_KEY_INVALID", "API_KEY_NOT_FOUND", "API_KEY_EXPIRED");
    private static final Set<String> SUSPENDED = Set.of("CONSUMER_SUSPENDED");
    private static final Set<String> DENIED = Set.of(
            "SERVICE_DISABLED",
            "API_KEY_SERVICE_BLOCKED",
            "API_KEY_HTTP_REFERRER_BLOCKED",
            "API_KEY_IP_ADDRESS_BLOCKED",
            "API_KEY_ANDROID_APP_BLOCKED",
            "API_KEY_IOS_APP_BLOCKED",
            "CONSUMER_INVALID",
            "BILLING_DISABLED");
    private static final Set<String> NO_CAPACITY = Set.of("MODEL_CAPACITY_EXHAUSTED");

    private static final Pattern INVALID_WORDS = starts("api key (not valid|not found|expired|invalid|is invalid)");
    private static final Pattern LEAKED_WORDS = starts("(your|this|the) api key (was|has been|is) reported as leaked");
    private static final Pattern SUSPENDED_WORDS = starts("(permission denied: )?consumer '?\\S+ has been suspended"
            + "|your project has been (denied access|suspended)");
    private static final Pattern DENIED_WORDS = starts("[\\w .-]{1,80} has not been used in project \\S+ before"
            + "|requests (to this api|from) .{0,300} (is|are) blocked"
            + "|the provided api key has an? [\\w ]{1,40}restriction");
    private static final Pattern RESOURCE_WORDS = words("permission to access the \\w|or it (may|does) not exist");
    private static final Pattern CREDENTIALS_WORDS = starts("multiple authentication credentials");
    private static final Pattern LOCATION_WORDS = starts("user location is not supported");
    private static final Pattern FREE_TIER_WORDS = words("free tier is not available|enable billing|requires billing");
    private static final Pattern SIGNATURE_WORDS = words("thought[ _]?signature");
    private static final Pattern FIELD_WORDS = words("unknown name|cannot find field");
    private static final Pattern VERSION_WORDS = words("is not found for api version");
    private static final Pattern CLOSED_WORDS = words("no longer available to new users");
    private static final Pattern BILLING_WORDS = words("prepayment credits are depleted|spending cap");
    private static final Pattern CAPACITY_WORDS = words("no capacity available");
    private static final Pattern DAY = words("per[ _]?day|daily");
    private static final Pattern MINUTE = words("per[ _]?(minute|second)");
    private static final Pattern NO_QUOTA = words("\\blimit: 0(?![.\\d])");
    private static final Pattern SEARCH = words("grounding|search");

    private final ErrorBody error;
    private final Report report;
    private final GeminiCall call;
    private final Optional<Duration> delay;

    Verdict(ErrorBody error, Report report, GeminiCall call, Optional<Duration> delay) {
        this.error = error;
        this.report = report;
        this.call = call;
        this.delay = delay;
    }

    Failure failure() {
        int status = report.status();
        return switch (status) {
            case 400 -> badRequest();
            case 401 -> refused(Refusal.UNAUTHENTICATED);
            case 403 -> forbidden();
            case 404 -> notFound();
            case 429 -> tooMany();
            case 499 -> new Failure.ClientGone(report);
            case 503, 529 -> new Failure.ModelOverloaded(report, delay);
            case 408, 425 -> new Failure.GoogleFailed(report);
            // UNIMPLEMENTED: the method does not exist for this model, whoever asks
            case 501 -> new Failure.BadCall(report);
            default -> status < 500 ? new Failure.BadCall(report) : new Failure.GoogleFailed(report);
        };
    }

    private Failure badRequest() {
        if (startsWith(CREDENTIALS_WORDS)) {
            return new Failure.OwnFault(report);
        }
        if (has(INVALID) || startsWith(INVALID_WORDS)) {
            return refused(Refusal.INVALID);
        }
        if (startsWith(LOCATION_WORDS)) {
            return new Failure.EgressFailed(report, true);
        }
        if (unmetCondition() && says(FREE_TIER_WORDS)) {
            return new Failure.ProjectRefused(report, FREE_TIER_BENCH);
        }
        if (says(SIGNATURE_WORDS) && !says(FIELD_WORDS)) {
            return new Failure.SignatureRefused(report);
        }
        return new Failure.BadCall(report);
    }

    private boolean unmetCondition() {
        return "FAILED_PRECONDITION".equals(error.status()) || "failed_precondition".equals(error.word());
    }

    private Failure forbidden() {
        if (has(INVALID) || startsWith(INVALID_WORDS)) {
            return refused(Refusal.INVALID);
        }
        if (startsWith(LEAKED_WORDS)) {
            return refused(Refusal.LEAKED);
        }
        if (has(SUSPENDED) || startsWith(SUSPENDED_WORDS)) {
            return refused(Refusal.SUSPENDED);
        }
        if (has(DENIED) || startsWith(DENIED_WORDS)) {
            return refused(Refusal.DENIED);
        }
        if (says(CLOSED_WORDS)) {
            return new Failure.ModelClosed(report);
        }
        // A key of another project would be refused the same way: what is named belongs to one project only.
        boolean foreign = says(RESOURCE_WORDS) || Asked.ofResource(call);
        return foreign ? new Failure.BadCall(report) : refused(Refusal.UNAUTHENTICATED);
    }

    private Failure notFound() {
        boolean closed = says(CLOSED_WORDS) && !says(VERSION_WORDS);
        return closed ? new Failure.ModelClosed(report) : new Failure.BadCall(report);
    }

    private Failure tooMany() {
        if (has(NO_CAPACITY) || says(CAPACITY_WORDS)) {
            return new Failure.ModelOverloaded(report, delay);
        }
        if (says(BILLING_WORDS)) {
            return new Failure.ProjectRefused(report, BILLING_BENCH);
        }
        return new Failure.QuotaSpent(report, window(), delay, Ceilings.of(error.violations()));
    }

    /** The longest wait of all that is violated. */
    private QuotaWindow window() {
        if (!error.violations().isEmpty() && error.violations().stream().allMatch(Verdict::ofSearch)) {
            return QuotaWindow.TOOL;
        }
        boolean none = error.violations().stream().anyMatch(violation -> "0".equals(violation.value()));
        if (none || says(NO_QUOTA)) {
            return QuotaWindow.NONE_GRANTED;
        }
        if (spent(DAY) || "quota_exceeded".equals(error.word())) {
            return QuotaWindow.DAY;
        }
        if (spent(MINUTE) || "rate_limit_exceeded".equals(error.word())) {
            return QuotaWindow.MINUTE;
        }
        return error.onlyHelp() && Asked.forSearch(call) ? QuotaWindow.TOOL : QuotaWindow.UNSTATED;
    }

    /** What the ids say; the message only where there is none, as older answers have it. */
    private boolean spent(Pattern window) {
        if (error.violations().stream().allMatch(violation -> violation.id().isEmpty())) {
            return says(window);
        }
        return error.violations().stream()
                .anyMatch(violation -> window.matcher(violation.id()).find());
    }

    static boolean ofSearch(ErrorBody.Violation violation) {
        return SEARCH.matcher(violation.id() + " " + violation.metric()).find();
    }

    private Failure refused(Refusal refusal) {
        return new Failure.KeyRefused(report, refusal);
    }

    private boolean has(Collection<String> reasons) {
        return error.reasons().stream().anyMatch(reasons::contains);
    }

    private boolean startsWith(Pattern words) {
        return words.matcher(error.message()).lookingAt();
    }

    private boolean says(Pattern words) {
        return words.matcher(error.message()).find();
    }

    private static Pattern starts(String words) {
        return words(words);
    }

    private static Pattern words(String words) {
        return Pattern.compile(words, CASE_INSENSITIVE);
    }
}
