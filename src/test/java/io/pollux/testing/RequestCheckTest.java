package io.pollux.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Google refuses, the fake refuses, and nothing else. */
class RequestCheckTest {
    private static final String HELLO = "{'role':'user','parts':[{'text':'hi'}]}";
    private static final String TOOL =
            "{'functionDeclarations':[{'name':'f','parameters':{'type':'OBJECT','properties':{'a':%s}}}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'contents':[],'frequency_penalty':1} | Unknown name \"frequency_penalty\": Cannot find field.",
                "{'generationConfig':{'top_q':1}} | Unknown name \"top_q\" at 'generation_config': Cannot find field.",
                "{'contents':[{'parts':[{'txt':'a'}]}]} | Unknown name \"txt\" at 'contents[0].parts[0]'",
                "{'contents':'hi'} | Invalid value at 'contents'",
                "{} | contents is not specified",
                "{'contents':[]} | contents is not specified",
                "{'contents':[{'role':'user'}]} | contents[0].parts: contents.parts must not be empty.",
                "{'contents':[{'parts':[{'thought':true}]}]} | required oneof field 'data'",
                "{'contents':[{'parts':[{'text':'a','inlineData':{}}]}]} | Cannot set 'inline_data'",
                "{'contents':[{'role':'system','parts':[{'text':'a'}]}]} | Please use a valid role: user, model.",
                "{'contents':[{'parts':[{'functionResponse':{'response':{}}}]}]} | Name cannot be empty.",
                "{'contents':[{'parts':[{'functionResponse':{'name':'f','response':{}}}]}]} | immediately after a function call turn",
                "{'contents':[{'role':'model','parts':[{'functionCall':{'name':'f'}}]}]} | immediately after a user turn",
            })
    void brokenBodiesAreRefused(String body, String complaint) {
        assertThat(refusal("gemini-2.5-flash", body)).contains(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'temperature':2.5} | temperature must be in the range",
                "{'temperature':'hot'} | Invalid value at 'generation_config.temperature'",
                "{'candidateCount':9} | candidate_count must be",
                "{'thinkingConfig':{'thinkingBudget':1,'thinking_level':'LOW'}} | only one of thinking budget and thinking level",
                "{'responseMimeType':'text/html'} | allowed mimetypes",
                "{'responseSchema':{'type':'STRING'}} | response_schema",
                "{'responseMimeType':'application/json','responseSchema':{'type':'STRING','$ref':'#'}} | Unknown name \"$ref\" at 'generation_config.response_schema'",
                "{'stopSequences':['a','b','c','d','e','f']} | stop_sequences",
            })
    void brokenConfigIsRefused(String config, String complaint) {
        assertThat(refusal("gemini-2.5-flash", "{'contents':[" + HELLO + "],'generationConfig':" + config + "}"))
                .contains(complaint);
    }

    @Test
    void parametersAreNotAJsonSchema() {
        assertThat(refusalOfTool(String.format(TOOL, "{'type':'string','additionalProperties':false}")))
                .contains("Unknown name \"additionalProperties\" at"
                        + " 'tools[0].function_declarations[0].parameters.properties[0].value'");
        assertThat(refusalOfTool(String.format(TOOL, "{'type':'array'}")))
                .contains("parameters.properties[a].items: missing field.");
        assertThat(refusalOfTool("{'functionDeclarations':[{'name':'f','parametersJsonSchema':{'$ref':'#/x'}}]}"))
                .isEmpty();
        assertThat(refusalOfTool("{'functionDeclarations':[{'name':'a b'}]}")).contains("Invalid function name");
        assertThat(refusalOfTool("{'functionDeclarations':[{'name':'f'},{'name':'f'}]}"))
                .contains("Duplicate");
    }

    @Test
    void bothSpellingsAndSingleObjectsAreTaken() {
        assertThat(refusal(
                        "gemini-2.5-flash",
                        "{'contents':{'parts':{'text':'hi'}},'system_instruction':{'parts':{'text':'s'}},"
                                + "'generation_config':{'max_output_tokens':5,'thinking_config':{'include_thoughts':true}},"
                                + "'tools':{'function_declarations':[{'name':'f','parameters':{'type':'OBJECT'}}]},"
                                + "'tool_config':{'function_calling_config':{'mode':'ANY','allowed_function_names':['f']}},"
                                + "'cached_content':'cachedContents/x'}"))
                .isEmpty();
    }

    @Test
    void asManyAnswersAsCallsAreWanted() {
        String calls = "{'role':'model','parts':[{'functionCall':{'name':'f'}},{'functionCall':{'name':'f'}}]}";
        String answer = "{'functionResponse':{'name':'f','response':{}}}";
        String history = "{'contents':[" + HELLO + "," + calls + ",{'role':'user','parts':[%s]}]}";

        assertThat(refusal("gemini-2.5-flash", String.format(history, answer))).contains("number of function response");
        assertThat(refusal("gemini-2.5-flash", String.format(history, answer + "," + answer)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-3-pro-preview, '', missing a `thought_signature`",
        "gemini-3.8-flash, '', Function call `f` in the `2.` content block",
        "gemini-3-pro-preview, not base64!, Corrupted thought signature.",
        "gemini-3-pro-preview, skip_thought_signature_validator, ''",
        "gemini-3-pro-preview, context_engineering_is_the_way_to_go, ''",
        "gemini-3-pro-preview, Q2lR, ''",
        "gemini-2.5-pro, '', ''",
    })
    void generation3WantsItsSignaturesBack(String model, String signature, String complaint) {
        String call = signature.isEmpty() ? "" : ",'thoughtSignature':'" + signature + "'";
        String refusal = refusal(model, turn(call, ""));

        assertThat(refusal).isEqualTo(complaint.isEmpty() ? "" : refusal).contains(complaint);
    }

    @Test
    void aSignatureOfTheFakeBelongsToItsOwnCall() {
        String own = ",'thought_signature':'" + Part.signatureOfCall("f") + "'";
        String others = ",'thoughtSignature':'" + Part.signatureOfCall("g") + "'";

        assertThat(refusal("gemini-3-pro-preview", turn(own, ""))).isEmpty();
        assertThat(refusal("gemini-3-pro-preview", turn(others, ""))).contains("Corrupted");
    }

    @Test
    void oldTurnsNeedNoSignature() {
        assertThat(refusal("gemini-3-pro-preview", turn("", "," + "{'role':'model','parts':[{'text':'ok'}]}," + HELLO)))
                .isEmpty();
    }

    @Test
    void embeddingsNameTheirModelInEachRequest() {
        String request = "{'requests':[{'model':'%s','content':{'parts':[{'text':'a'}]}}]}";

        assertThat(refusal(
                        "batchEmbedContents",
                        "gemini-embedding-001",
                        String.format(request, "models/gemini-embedding-001")))
                .isEmpty();
        assertThat(refusal(
                        "batchEmbedContents", "gemini-embedding-001", String.format(request, "gemini-embedding-001")))
                .contains("unexpected model name format");
        assertThat(refusal("batchEmbedContents", "gemini-embedding-001", String.format(request, "models/other")))
                .contains("requests[0].model");
    }

    @Test
    void tokensAreCountedOfContentsOrOfARequest() {
        String whole = "'generateContentRequest':{'model':'models/gemini-2.5-flash','contents':[" + HELLO + "]}";

        assertThat(refusal("countTokens", "gemini-2.5-flash", "{" + whole + "}"))
                .isEmpty();
        assertThat(refusal("countTokens", "gemini-2.5-flash", "{" + whole + ",'contents':[" + HELLO + "]}"))
                .contains("mutually exclusive");
        assertThat(refusal("countTokens", "gemini-2.5-flash", "{}")).contains("contents is not specified");
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThat(refusal("gemini-2.5-flash", "{'contents'")).contains("Invalid JSON payload received.");
        assertThat(refusal("gemini-2.5-flash", "[]")).contains("Root element must be a message");
    }

    private static String turn(String signature, String later) {
        return "{'contents':[" + HELLO + ",{'role':'model','parts':[{'functionCall':{'name':'f','args':{}}" + signature
                + "}]},{'role':'user','parts':[{'functionResponse':{'name':'f','response':{}}}]}" + later + "]}";
    }

    private static String refusalOfTool(String tool) {
        return refusal("gemini-2.5-flash", "{'contents':[" + HELLO + "],'tools':[" + tool + "]}");
    }

    private static String refusal(String model, String body) {
        return refusal("generateContent", model, body);
    }

    /** The message, or nothing if the request is taken. */
    private static String refusal(String operation, String model, String body) {
        try (FakeGemini fake = FakeGemini.start()) {
            String bytes = Wire.post(
                            fake.port(), "/v1beta/models/" + model + ":" + operation, "K", body.replace('\'', '"'))
                    .body();
            JsonNode answer = Json.parse(bytes);
            return answer.at("/error/message").asText("");
        }
    }
}
