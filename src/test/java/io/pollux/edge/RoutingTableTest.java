package io.pollux.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.edge.Route.Desk;
import io.pollux.edge.Route.Speech;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTableTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, GENERATE",
        "/openai/v1/chat/completions, GENERATE",
        "/hf/v1/chat/completions, GENERATE",
        "/api/v1/chat/completions, GENERATE",
        "/v1beta/openai/chat/completions, GENERATE",
        "/v1/embeddings, BATCH_EMBED",
        "/hf/v1/embeddings, BATCH_EMBED",
        "/v1/models, LIST_MODELS",
        "/api/v1/models, LIST_MODELS",
    })
    void openAiPathsLeadToOperations(String path, Operation operation) {
        Route route = find(path, false).orElseThrow();

        assertThat(route).isEqualTo(Route.models(Speech.OPENAI, operation, KeyKind.GEMINI, "", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/gemini-x:generateContent, GENERATE, GEMINI, v1beta, gemini-x",
        "/v1/models/gemini-x:generateContent, GENERATE, GEMINI, v1, gemini-x",
        "/v1alpha/models/gemini-x:streamGenerateContent, STREAM, GEMINI, v1alpha, gemini-x",
        "/gemini/v1beta/models/gemini-x:countTokens, COUNT_TOKENS, GEMINI, v1beta, gemini-x",
        "/gemini/v1/models/gemini-x%3AembedContent, EMBED, GEMINI, v1, gemini-x",
        "/v1beta/models/gemini-x:batchEmbedContents, BATCH_EMBED, GEMINI, v1beta, gemini-x",
        "/v1beta/models/imagen-x:predict, PREDICT, GEMINI, v1beta, imagen-x",
        "/v1beta/tunedModels/mine:generateContent, GENERATE, GEMINI, v1beta, tunedModels/mine",
        "/v1beta/models/models%2Fgemini-x:generateContent, GENERATE, GEMINI, v1beta, gemini-x",
        "//v1beta//models/gemini-x:generateContent, GENERATE, GEMINI, v1beta, gemini-x",
        "/v1beta/models, LIST_MODELS, GEMINI, v1beta, ''",
        "/v1beta/models/gemini-x, GET_MODEL, GEMINI, v1beta, gemini-x",
        "/vertex-express/v1beta/models/gemini-x:generateContent, GENERATE, VERTEX, v1beta, gemini-x",
        "/vertex-express/v1beta1/publishers/google/models/g:generateContent, GENERATE, VERTEX, v1beta1, g",
        "/v1/publishers/google/models/g:streamGenerateContent, STREAM, VERTEX, v1, g",
    })
    void geminiPathsLeadToOperations(String path, Operation operation, KeyKind kind, String version, String model) {
        Route route = find(path, false).orElseThrow();

        assertThat(route).isEqualTo(Route.models(Speech.GEMINI, operation, kind, version, model));
    }

    @Test
    void whereTheTokenStandsDecidesWhoseModelListItIs() {
        assertThat(find("/v1/models", true).orElseThrow().speech()).isEqualTo(Speech.GEMINI);
        assertThat(find("/v1/models", false).orElseThrow().speech()).isEqualTo(Speech.OPENAI);
        assertThat(find("/openai/v1/models", true).orElseThrow().speech()).isEqualTo(Speech.OPENAI);
        assertThat(find("/v1/models/models%2Fgemini-x", false).orElseThrow().model())
                .isEqualTo("gemini-x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1beta/files",
                "/v1beta/files/abc",
                "/v1beta/files:register",
                "/upload/v1beta/files",
                "/gemini/upload/v1beta/files",
                "/v1/cachedContents",
                "/v1beta/batches/b1:cancel",
                "/v1/interactions",
                "/v1beta/models/x:predictLongRunning",
                "/v1beta/models/x/operations/y",
            })
    void whatIsNotServedYetSaysSo(String path) {
        assertThat(find(path, false).orElseThrow().desk()).isEqualTo(Desk.NOT_YET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/keys/list",
                "/hf/v1/keys/list",
                "/gemini/v1beta/verify-key/a-key",
                "/gemini/v1beta/verify-selected-keys",
                "/gemini/v1beta/reset-fail-count/a-key",
                "/gemini/v1beta/reset-all-fail-counts",
                "/gemini/v1beta/reset-selected-fail-counts",
                "/api/keys"
            })
    void whatIsForTheAdministratorIsNoPathOfModels(String path) {
        assertThat(RoutingTable.find(Address.of(path, null).segments(), false, false))
                .isEmpty();
        assertThat(RoutingTable.find(Address.of(path, null).segments(), true, true))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/nothing", "/openai/v1/nothing", "/gemini", "/gemini/v9", "/v1beta", "/v1"})
    void unknownPathsOfTheSurfaceLeadToNothing(String path) {
        assertThat(find(path, false).orElseThrow().desk()).isEqualTo(Desk.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/keys", "/auth", "/login.xhtml", "/api/config", "/api/keys", "/V1/models"})
    void pagesAreNotOfTheSurface(String path) {
        assertThat(find(path, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/v1/chat/completions, GENERATE",
        "/chat/completions, GENERATE",
        "/foo/v1/chat/completions, GENERATE",
        "/v1/chat/completions/chat/completions, GENERATE",
        "/v1beta/v1beta/models/x:countTokens, COUNT_TOKENS",
        "/v1/v1beta/models/x:streamGenerateContent, STREAM",
    })
    void repairFindsTheCallInsideAMistypedBaseAddress(String path, Operation operation) {
        Address address = Address.of(path, null);

        assertThat(RoutingTable.find(address.segments(), false, true)
                        .orElseThrow()
                        .operation())
                .isEqualTo(operation);
        assertThat(RoutingTable.find(address.segments(), false, false)
                        .map(Route::desk)
                        .orElse(Desk.NOTHING))
                .isEqualTo(Desk.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1beta/../admin", "/v1beta/%2e%2e/x", "/a%2f..%2fb", "/%zz", "/a%"})
    void climbingAndBrokenPathsAreRefused(String path) {
        assertThatThrownBy(() -> Address.of(path, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pathParametersAndEmptySegmentsAreCutOff() {
        assertThat(Address.of("/v1;x=y//./models;jsessionid=1/", null).segments())
                .containsExactly("v1", "models");
    }

    @Test
    void queryParametersAreDecodedAndTheFirstOfTwoCounts() {
        assertThat(Address.of("/", "key=a%2Bb&key=c&alt=sse&flag").query())
                .containsEntry("key", "a+b")
                .containsEntry("alt", "sse")
                .containsEntry("flag", "");
    }

    private static Optional<Route> find(String path, boolean geminiToken) {
        return RoutingTable.find(Address.of(path, null).segments(), geminiToken, false);
    }
}
