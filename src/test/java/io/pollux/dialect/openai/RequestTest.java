package io.pollux.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.gemini.Json;
import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Operation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of single members of a request, and what is refused. */
class RequestTest {
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    @Test
    void theBodySaysWhetherAChatIsStreamed() {
        assertThat(read("\"stream\":true").operation()).isEqualTo(Operation.STREAM);
        assertThat(read("\"stream\":false").operation()).isEqualTo(Operation.GENERATE);
    }

    @Test
    void theCallGoesToTheModelWithoutPrefixAndSuffix() {
        GeminiCall call = Calls.dialect()
                .read(Calls.chat("{\"model\":\"models/gemini-2.5-pro-non-thinking-search\"," + MESSAGES + "}"));

        assertThat(call.model()).isEqualTo("gemini-2.5-pro");
        assertThat(call.query()).isEmpty();
        assertThat(call.headers()).isEqualTo(Map.of("content-type", "application/json"));
    }

    @Test
    void modelOfThePathCountsWhenTheBodyNamesNone() {
        GeminiCall call = Calls.dialect().read(Calls.call(Operation.GENERATE, "gemini-2.5-pro", "{" + MESSAGES + "}"));

        assertThat(call.model()).isEqualTo("gemini-2.5-pro");
    }

    @Test
    void modelListIsReadWholeAndOneModelByEitherName() {
        OpenAiDialect dialect = Calls.dialect();

        GeminiCall list = dialect.read(Calls.call(Operation.LIST_MODELS, "", ""));
        GeminiCall one = dialect.read(Calls.call(Operation.GET_MODEL, "models/gemini-2.5-flash-search", ""));

        assertThat(list.query()).isEqualTo("pageSize=1000");
        assertThat(list.body()).isEmpty();
        assertThat(one.model()).isEqualTo("gemini-2.5-flash");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gemini-2.5-pro         | none    | {\"thinkingBudget\":128}",
                "gemini-2.5-flash       | none    | {\"thinkingBudget\":0}",
                "gemini-2.5-flash-lite  | minimal | {\"thinkingBudget\":1024,\"includeThoughts\":true}",
                "gemini-2.5-pro         | medium  | {\"thinkingBudget\":8192,\"includeThoughts\":true}",
                "gemini-2.5-flash       | high    | {\"thinkingBudget\":24576,\"includeThoughts\":true}",
                "gemini-2.5-flash       | xhigh   | {\"thinkingBudget\":24576,\"includeThoughts\":true}",
                "gemini-3.1-pro-preview | none    | {\"thinkingLevel\":\"LOW\"}",
                "gemini-3-pro-preview   | minimal | {\"thinkingLevel\":\"LOW\",\"includeThoughts\":true}",
                "gemini-3.1-pro-preview | medium  | {\"thinkingLevel\":\"MEDIUM\",\"includeThoughts\":true}",
                "gemini-3.1-flash-lite  | minimal | {\"thinkingLevel\":\"MINIMAL\",\"includeThoughts\":true}",
                "gemini-3-flash-preview | low     | {\"thinkingLevel\":\"LOW\",\"includeThoughts\":true}",
                "gemini-3.8-flash       | max     | {\"thinkingLevel\":\"HIGH\",\"includeThoughts\":true}",
                "gemini-flash-latest    | high    | {\"thinkingLevel\":\"HIGH\",\"includeThoughts\":true}",
                "gemini-2.0-flash       | high    | {}",
                "gemma-3-27b-it         | low     | {}",
                "gemini-2.5-flash-image-preview | low | {}",
            })
    void effortIsABudgetOrALevelByFamily(String model, String effort, String expected) throws IOException {
        GeminiCall call = Calls.dialect()
                .read(Calls.chat(
                        "{\"model\":\"" + model + "\",\"reasoning_effort\":\"" + effort + "\"," + MESSAGES + "}"));

        JsonNode thinking = Json.tree(call.body()).path("generationConfig").path("thinkingConfig");

        assertThat(thinking.isMissingNode() ? Json.object() : thinking).isEqualTo(Json.tree(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"auto\"     | {\"mode\":\"AUTO\"}",
                "\"none\"     | {\"mode\":\"NONE\"}",
                "\"required\" | {\"mode\":\"ANY\"}",
                "{\"type\":\"function\",\"function\":{\"name\":\"f\"}} | {\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]}",
                "{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}} | {\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]}",
                "{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[{\"type\":\"function\",\"name\":\"f\"}]} | {\"mode\":\"VALIDATED\",\"allowedFunctionNames\":[\"f\"]}",
            })
    void everyToolChoiceHasAMode(String choice, String expected) throws IOException {
        JsonNode body =
                body("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":" + choice);

        assertThat(body.path("toolConfig").path("functionCallingConfig")).isEqualTo(Json.tree(expected));
    }

    @Test
    void toolChoiceWithoutToolsIsLeftOut() throws IOException {
        assertThat(body("\"tools\":[],\"tool_choice\":\"none\"").has("toolConfig"))
                .isFalse();
    }

    @Test
    void oldDefaultsComeOnlyWhenTheOperatorWantsThem() throws IOException {
        OpenAiDialect dialect = Calls.dialect(Preferences.NONE.withAnswers(new Preferences.Answers(false, true, "")));

        JsonNode config = Json.tree(
                        dialect.read(Calls.chat(request("\"temperature\":0.1"))).body())
                .path("generationConfig");

        assertThat(config).isEqualTo(Json.tree("{\"temperature\":0.1,\"topP\":0.9,\"topK\":40}"));
        assertThat(body("\"top_p\":0.5").path("generationConfig")).isEqualTo(Json.tree("{\"topP\":0.5}"));
    }

    @Test
    void operatorsSafetySettingsYieldToTheClients() throws IOException {
        OpenAiDialect dialect = Calls.dialect(Preferences.NONE.withSafety(new Preferences.Safety(
                List.of(new Preferences.SafetySetting("HARM_CATEGORY_HARASSMENT", "OFF")),
                Preferences.Priority.CLIENT)));
        String own = "[{\"category\":\"HARM_CATEGORY_HARASSMENT\",\"threshold\":\"BLOCK_LOW_AND_ABOVE\"}]";

        JsonNode added = Json.tree(dialect.read(Calls.chat(request("\"n\":1"))).body());
        JsonNode sent = Json.tree(
                dialect.read(Calls.chat(request("\"extra_body\":{\"google\":{\"safety_settings\":" + own + "}}")))
                        .body());

        assertThat(added.path("safetySettings").path(0).path("threshold").asText())
                .isEqualTo("OFF");
        assertThat(sent.path("safetySettings")).isEqualTo(Json.tree(own));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                       | 'model' is required",
                "{\"model\":7}                                            | 'model' must be a string",
                "{\"model\":\"gemini-2.5-flash\"}                         | 'messages' is required",
                "{\"model\":\"m\",\"messages\":{}}                        | 'messages' must be a list",
                "{\"model\":\"m\",\"messages\":[7]}                       | 'messages[0]' must be an object",
                "{\"model\":\"m\",\"messages\":[{\"content\":\"a\"}]}     | 'messages[0].role' is required",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"king\"}]}     | 'messages[0].role' is none of",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":7}]} | 'messages[0].content' must be a string or a list",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}]} | 'messages' has nothing in it",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"hologram\"}]}]} | 'messages[0].content[0].type' is none of",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a.example/x.png\"}}]}]} | 'messages[0].content[0].image_url.url' must be a data URL: Pollux does not fetch",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"file_id\":\"x\"}}]}]} | 'messages[0].content[0].file.file_data' is required: files cannot be named",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AA\",\"format\":\"midi\"}}]}]} | 'messages[0].content[0].input_audio.format' is not one of",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"nobody\",\"content\":\"x\"}]} | 'messages[0].tool_call_id' answers no tool call",
            })
    void wrongRequestIsRefusedByTheMembersName(String body, String message) {
        assertThat(refusal(Operation.GENERATE, body).message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"stream\":\"yes\"                        | 'stream' must be true or false",
                "\"temperature\":\"hot\"                   | 'temperature' must be a number",
                "\"n\":1.5                                 | 'n' must be a whole number",
                "\"max_tokens\":99999999999                | 'max_tokens' must be a whole number of at most 32 bits",
                "\"stop\":[1]                              | 'stop[0]' must be a string",
                "\"tools\":{\"type\":\"function\"}         | 'tools' must be a list",
                "\"tools\":[{\"type\":\"function\"}]       | 'tools[0].function' is required",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":\"x\"}}] | 'tools[0].function.parameters' must be an object",
                "\"tool_choice\":\"sometimes\"             | 'tool_choice' is neither",
                "\"response_format\":{\"type\":\"xml\"}    | 'response_format.type' is neither",
                "\"response_format\":{\"type\":\"json_schema\"} | 'response_format.json_schema' is required",
                "\"reasoning_effort\":\"gigantic\"         | 'reasoning_effort' is none of",
                "\"stream_options\":{\"include_usage\":1}  | 'stream_options.include_usage' must be true or false",
                "\"extra_body\":{\"google\":[]}            | 'extra_body.google' must be an object",
            })
    void wrongMemberIsRefusedByItsName(String member, String message) {
        assertThat(refusal(Operation.GENERATE, request(member)).message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"input\":[1,2]       | 'input' must be text",
                "\"input\":[[1,2],[3]] | 'input' must be text",
                "\"input\":[]          | 'input' is required",
                "\"input\":\"\"        | 'input' is required",
                "\"input\":[\"a\",1]   | 'input[1]' must be a string",
                "\"user\":\"x\"        | 'input' is required",
                "\"input\":\"a\",\"encoding_format\":\"int8\" | 'encoding_format' is neither",
            })
    void wrongEmbeddingIsRefused(String member, String message) {
        assertThat(refusal(Operation.BATCH_EMBED, "{\"model\":\"e\"," + member + "}")
                        .message())
                .contains(message);
    }

    @Test
    void bodyThatIsNoJsonObjectIsRefused() {
        for (String body : List.of("", "nothing", "[]", "7", "{\"a\":", "{} {}", "[".repeat(100_000))) {
            assertThat(refusal(Operation.GENERATE, body).status()).isEqualTo(400);
        }
    }

    @Test
    void filteredModelIsRefused() {
        assertThat(refusal(Operation.GENERATE, "{\"model\":\"gemini-1.0-pro\"," + MESSAGES + "}")
                        .message())
                .isEqualTo("Model gemini-1.0-pro is not supported");
    }

    @Test
    void refusedSignaturesGiveWayToThePlaceholder() throws IOException {
        OpenAiDialect dialect = Calls.dialect();
        GeminiCall call = dialect.read(Calls.chat("{\"model\":\"gemini-3-pro-preview\",\"messages\":["
                + "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},\"extra_content\":{\"google\":{\"thought_signature\":\"YmFk\"}}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"x\"}]}"));

        GeminiCall repaired = dialect.withoutSignatures(call);

        assertThat(Json.tree(call.body()).findValuesAsText("thoughtSignature")).containsExactly("YmFk");
        assertThat(Json.tree(repaired.body()).findValuesAsText("thoughtSignature"))
                .containsExactly("skip_thought_signature_validator");
        GeminiCall plain = read("\"n\":1");
        assertThat(dialect.withoutSignatures(plain)).isSameAs(plain);
    }

    private static io.pollux.exchange.Report refusal(Operation operation, String body) {
        FailureException refused = catchThrowableOfType(
                FailureException.class, () -> Calls.dialect().read(Calls.call(operation, "", body)));
        assertThat(refused).isNotNull();
        assertThat(refused.failure()).isInstanceOf(Failure.BadCall.class);
        return refused.failure().report();
    }

    private static String request(String member) {
        return "{\"model\":\"gemini-2.5-flash\"," + MESSAGES + "," + member + "}";
    }

    private static GeminiCall read(String member) {
        return Calls.dialect().read(Calls.chat(request(member)));
    }

    private static JsonNode body(String member) throws IOException {
        return Json.tree(read(member).body());
    }
}
