package io.pollux.settings;

import io.pollux.exchange.Quota;
import io.pollux.exchange.Secret;
import io.pollux.settings.Allowed.Rule;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types that a setting can have. Lists and maps are written as JSON, as gemini-balance wrote them. */
final class Kinds {
    private static final Set<String> YES = Set.of("true", "1", "yes", "on");
    private static final Set<String> NO = Set.of("false", "0", "no", "off");
    private static final Pattern PROXY = Pattern.compile(
            "(?i)(?:(?:http|socks5h?|socks)://)?(?:[^/]*@)?(?:\\[[0-9a-f:.]+]|[^:@/\\[\\]\\s]+)(?::\\d{1,5})?/?");
    private static final BigDecimal SECOND = BigDecimal.valueOf(1_000_000_000L);

    static final Kind<String> TEXT =
            new Kind<>(Shape.TEXT, Allowed.any(Rule.TEXT), Function.identity(), Function.identity());

    static final Kind<String> WORD =
            new Kind<>(Shape.TEXT, Allowed.any(Rule.WORD), text -> filled(text, text), Function.identity());

    static final Kind<Optional<Secret>> SECRET = new Kind<>(
            Shape.SECRET,
            Allowed.any(Rule.TEXT),
            text -> text.isBlank() ? Optional.empty() : Optional.of(Secret.of(text)),
            secret -> secret.map(Secret::reveal).orElse(""));

    static final Kind<List<String>> LIST =
            new Kind<>(Shape.LIST, Allowed.any(Rule.LIST), ListText::read, ListText::write);

    static final Kind<List<Secret>> SECRETS = new Kind<>(
            Shape.LIST,
            LIST.allowed(),
            text -> ListText.read(text).stream().map(Secret::of).toList(),
            secrets -> ListText.write(secrets.stream().map(Secret::reveal).toList()));

    /** A proxy that cannot be used must not be taken: its calls would fail, or show the address that it was to hide. */
    static final Kind<List<Secret>> PROXIES = new Kind<>(
            Shape.LIST,
            Allowed.any(Rule.PROXIES),
            text -> ListText.read(text).stream().map(Kinds::proxy).toList(),
            SECRETS.writer());

    static final Kind<Boolean> FLAG = new Kind<>(Shape.FLAG, Allowed.any(Rule.FLAG), Kinds::flag, String::valueOf);

    static final Kind<URI> ADDRESS = new Kind<>(Shape.TEXT, Allowed.any(Rule.ADDRESS), Kinds::address, URI::toString);

    static final Kind<ZoneId> ZONE = new Kind<>(Shape.TEXT, Allowed.any(Rule.ZONE), Kinds::zone, ZoneId::getId);

    static final Kind<Pattern> PATTERN =
            new Kind<>(Shape.TEXT, Allowed.any(Rule.PATTERN), Kinds::pattern, Pattern::pattern);

    static final Kind<Map<String, String>> TEXT_MAP =
            new Kind<>(Shape.MAP, Allowed.any(Rule.TEXTS), JsonText::texts, JsonText::write);

    static final Kind<Map<String, Integer>> NUMBER_MAP =
            new Kind<>(Shape.MAP, Allowed.any(Rule.BUDGETS), JsonText::budgets, JsonText::write);

    static final Kind<Map<String, Map<Quota, Long>>> LIMITS =
            new Kind<>(Shape.MAP, Allowed.any(Rule.LIMITS), JsonText::limits, JsonText::writeLimits);

    static final Kind<List<SafetyRule>> SAFETY =
            new Kind<>(Shape.LIST, Allowed.any(Rule.SAFETY), JsonText::safety, JsonText::write);

    /** Seconds with a fraction: a pause between two pieces of text. */
    static final Kind<Duration> PAUSE = new Kind<>(Shape.NUMBER, Allowed.any(Rule.PAUSE), Kinds::pause, Kinds::seconds)
            .within(new Bounds(BigDecimal.ZERO, BigDecimal.ONE, new BigDecimal("0.001"), "seconds"));

    private Kinds() {}

    static Kind<Integer> whole(int least, int most) {
        Kind<Integer> whole = new Kind<>(
                Shape.NUMBER, Allowed.any(Rule.WHOLE, least, most), text -> number(text, least, most), String::valueOf);
        return whole.within(Bounds.whole(least, most, ""));
    }

    static Kind<Duration> span(ChronoUnit unit, int least, int most) {
        String units = unit.toString().toLowerCase(Locale.ROOT);
        Kind<Duration> span = new Kind<>(
                Shape.NUMBER,
                Allowed.any(Rule.valueOf(unit.name()), least, most),
                text -> Duration.of(number(text, least, most), unit),
                value -> String.valueOf(value.dividedBy(unit.getDuration())));
        return span.within(Bounds.whole(least, most, units));
    }

    static Kind<String> choice(String standard, String... others) {
        List<String> all =
                Stream.concat(Stream.of(standard), Arrays.stream(others)).toList();
        Kind<String> choice = new Kind<>(
                Shape.CHOICE,
                Allowed.any(
                        Rule.CHOICE,
                        all.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(", "))),
                text -> all.stream()
                        .filter(text::equalsIgnoreCase)
                        .findFirst()
                        .orElseThrow(() -> new Misfit(Flaw.NO_CHOICE)),
                Function.identity());
        return choice.outOf(all);
    }

    private static <T> T filled(String text, T value) {
        if (text.isEmpty()) {
            throw new Misfit(Flaw.EMPTY);
        }
        return value;
    }

    private static int number(String text, int least, int most) {
        int number;
        try {
            number = new BigDecimal(text).intValueExact();
        } catch (ArithmeticException | NumberFormatException notWhole) {
            throw new Misfit(Flaw.NOT_WHOLE, notWhole);
        }
        if (number < least || number > most) {
            throw new Misfit(Flaw.OUT_OF_RANGE);
        }
        return number;
    }

    private static Boolean flag(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return Boolean.TRUE;
        }
        if (NO.contains(word)) {
            return Boolean.FALSE;
        }
        throw new Misfit(Flaw.NO_FLAG);
    }

    private static URI address(String text) {
        URI address;
        try {
            address = URI.create(text.replaceAll("/+$", ""));
        } catch (IllegalArgumentException malformed) {
            throw new Misfit(Flaw.NO_ADDRESS, malformed);
        }
        boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        if (!web || address.getHost() == null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new Misfit(Flaw.OTHER_ADDRESS);
        }
        return address;
    }

    private static Secret proxy(String text) {
        if (!PROXY.matcher(text.strip()).matches()) {
            throw new Misfit(Flaw.NO_PROXY);
        }
        return Secret.of(text);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new Misfit(Flaw.NO_ZONE, unknown);
        }
    }

    private static Pattern pattern(String text) {
        try {
            return filled(text, Pattern.compile(text));
        } catch (PatternSyntaxException wrong) {
            throw new Misfit(Flaw.NO_PATTERN, wrong);
        }
    }

    private static Duration pause(String text) {
        BigDecimal nanos;
        try {
            nanos = new BigDecimal(text).multiply(SECOND);
        } catch (NumberFormatException wrong) {
            throw new Misfit(Flaw.NO_NUMBER, wrong);
        }
        if (nanos.signum() < 0 || nanos.compareTo(SECOND) > 0) {
            throw new Misfit(Flaw.OUT_OF_RANGE);
        }
        return Duration.ofNanos(nanos.longValue());
    }

    private static String seconds(Duration pause) {
        return BigDecimal.valueOf(pause.toNanos(), 9).stripTrailingZeros().toPlainString();
    }
}
