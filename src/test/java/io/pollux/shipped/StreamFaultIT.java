package io.pollux.shipped;

import static io.pollux.testing.Match.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.testing.Answer;
import io.pollux.testing.Answers;
import io.pollux.testing.Bare;
import io.pollux.testing.GoogleErrors;
import io.pollux.testing.Pollux;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that break at each of their events, in each way, as seen in each framing. */
class StreamFaultIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pollux POLLUX = Pollux.shared();
    private static final List<String> PIECES = List.of("Zürich ", "αβγ ", "😀 ", "four ", "end");
    private static final String WHOLE = String.join("", PIECES);

    /** How a stream looks to a client, and by what one knows its text and its ending. */
    enum Framing {
        SSE("/v1beta/models/%s:streamGenerateContent?alt=sse", "text", "finishReason"),
        ARRAY("/v1beta/models/%s:streamGenerateContent", "text", "finishReason"),
        OPENAI("/v1/chat/completions", "content", "finish_reason");

        private final String path;
        private final Pattern text;
        private final Pattern finish;

        Framing(String path, String text, String finish) {
            this.path = path;
            this.text = Pattern.compile("\"" + text + "\"\\s*:\\s*\"([^\"]*)\"");
            this.finish = Pattern.compile("\"" + finish + "\"\\s*:\\s*\"|\\[DONE]");
        }

        Bare call(String model) {
            String body = this == OPENAI
                    ? "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                            .formatted(model)
                    : "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";
            return Bare.post(POLLUX.base(), path.formatted(model), body);
        }

        String textOf(Bare answer) {
            StringBuilder text = new StringBuilder();
            Matcher found = this.text.matcher(answer.body());
            while (found.find()) {
                text.append(unescaped(found.group(1)));
            }
            return text.toString();
        }

        private static String unescaped(String text) {
            try {
                return MAPPER.readValue('"' + text + '"', String.class);
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }

        boolean finished(Bare answer) {
            return finish.matcher(answer.body()).find();
        }
    }

    enum Break {
        CUT(Answer::closeAfterEvents),
        RESET(Answer::resetAfterEvents),
        END_WITHOUT_A_REASON(Answer::endAfterEvents),
        ERROR_EVENT((answer, events) -> answer.errorAfterEvents(events, GoogleErrors.internal())),
        BARE_ERROR((answer, events) -> answer.bareErrorAfterEvents(events, GoogleErrors.overloaded())),
        BARE_ERROR_OVER_LINES((answer, events) -> answer.barePrettyErrorAfterEvents(events, GoogleErrors.internal())),
        STALL(Answer::stallAfterEvents);

        private final BiFunction<Answer, Integer, Answer> fault;

        Break(BiFunction<Answer, Integer, Answer> fault) {
            this.fault = fault;
        }

        Answer after(int events) {
            return fault.apply(Answers.pieces(PIECES.toArray(String[]::new)), events);
        }
    }

    @BeforeAll
    static void forget() {
        POLLUX.google().reset();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(Framing.values())
                .flatMap(framing -> Stream.of(Break.values()).map(fault -> Arguments.arguments(framing, fault)));
    }

    /** All places at once, for a stall takes its time. */
    @ParameterizedTest
    @MethodSource("breaks")
    void nothingIsLostOrSaidTwiceAndNoBreakLooksLikeAnEnd(Framing framing, Break fault) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(PIECES.size() + 1);
        try {
            List<Future<?>> places = IntStream.rangeClosed(0, PIECES.size())
                    .<Future<?>>mapToObj(events -> clients.submit(() -> check(framing, fault, events)))
                    .toList();
            for (Future<?> place : places) {
                place.get(90, TimeUnit.SECONDS);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static void check(Framing framing, Break fault, int events) {
        String model = "gemini-2.5-%s-%s-%d".formatted(framing, fault, events).toLowerCase(Locale.ROOT);
        POLLUX.google().when(model(model)).answer(fault.after(events)).once();
        POLLUX.google().when(model(model)).answer(Answers.pieces(PIECES.toArray(String[]::new)));

        Bare answer = framing.call(model);

        String where = "%s after %d events: %s".formatted(fault, events, answer);
        if (events == 0 && fault == Break.STALL) {
            assertThat(answer.status()).as(where).isEqualTo(504);
        } else if (events == 0) {
            whole(framing, answer, where);
        } else if (events < PIECES.size()) {
            broken(framing, answer, String.join("", PIECES.subList(0, events)), where);
        } else if (framing.finished(answer) && !answer.body().contains("\"error\"")) {
            whole(framing, answer, where);
        } else {
            assertThat(framing.textOf(answer)).as(where).isEqualTo(WHOLE);
            assertThat(answer.body()).as(where).contains("\"error\"").doesNotContain("[DONE]");
        }
        int calls = events == 0 && fault != Break.STALL ? 2 : 1;
        assertThat(POLLUX.google().calls().stream().filter(call -> call.model().equals(model)))
                .as(where)
                .hasSize(calls);
    }

    private static void whole(Framing framing, Bare answer, String where) {
        assertThat(answer.status()).as(where).isEqualTo(200);
        assertThat(framing.textOf(answer)).as(where).isEqualTo(WHOLE);
        assertThat(framing.finished(answer)).as(where).isTrue();
        assertThat(answer.body()).as(where).doesNotContain("\"error\"");
        assertThat(answer.whole()).as(where).isTrue();
    }

    private static void broken(Framing framing, Bare answer, String said, String where) {
        assertThat(answer.status()).as(where).isEqualTo(200);
        assertThat(framing.textOf(answer)).as(where).isEqualTo(said);
        assertThat(framing.finished(answer)).as(where).isFalse();
        assertThat(answer.body()).as(where).contains("\"error\"");
        if (framing == Framing.SSE) {
            assertThat(answer.body()).as(where).contains("data: {\"error\":", "\r\n\r\n{\"error\":");
        }
        if (framing == Framing.ARRAY) {
            assertThat(answer.json().isArray()).as(where).isTrue();
        }
    }
}
