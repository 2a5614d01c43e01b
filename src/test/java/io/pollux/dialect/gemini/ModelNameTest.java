package io.pollux.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.dialect.Preferences.Models;
import io.pollux.dialect.gemini.ModelName.Feature;
import io.pollux.exchange.FailureException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
    private static final Models MODELS = new Models(
            Set.of("flash", "both", "flash-image"), Set.of("exp", "both"), Set.of("flash"), Set.of("old", "hidden"));

    @ParameterizedTest
    @CsvSource({
        "flash, flash, ''",
        "models/flash, flash, ''",
        "flash-search, flash, SEARCH",
        "models/flash-search, flash, SEARCH",
        "pro-search, pro-search, ''",
        "exp-image, exp, IMAGE",
        "pro-image, pro-image, ''",
        "any-non-thinking, any, NON_THINKING",
        "flash-search-non-thinking, flash, SEARCH NON_THINKING",
        "flash-non-thinking-search, flash, SEARCH NON_THINKING",
        "both-image-search-non-thinking, both, SEARCH IMAGE NON_THINKING",
        "both-non-thinking-search-image, both, SEARCH IMAGE NON_THINKING",
        "flash-search-search, flash-search-search, ''",
        "pro-search-non-thinking, pro-search, NON_THINKING",
        "flash-image, flash-image, ''",
        "flash-image-search, flash-image, SEARCH",
        "pro-image-generation, pro-image-generation, IMAGE",
        "pro-image-generation-non-thinking, pro-image-generation, IMAGE NON_THINKING",
        "tunedModels/mine, tunedModels/mine, ''",
        "-search, -search, ''",
        "-non-thinking, -non-thinking, ''"
    })
    void suffixesAreReadInAnyOrder(String written, String upstream, String features) {
        ModelName name = ModelName.of(written, MODELS);

        assertThat(name.upstream()).isEqualTo(upstream);
        assertThat(name.features())
                .containsExactlyInAnyOrderElementsOf(Stream.of(features.split(" "))
                        .filter(feature -> !feature.isEmpty())
                        .map(Feature::valueOf)
                        .toList());
        assertThat(name.requested()).isEqualTo(written.replace("models/", ""));
    }

    @Test
    void listedNameIsRealWhateverItEndsWith() {
        Models models = new Models(Set.of(), Set.of("m", "m-image"), Set.of(), Set.of());

        assertThat(ModelName.of("m-image", models).upstream()).isEqualTo("m-image");
        assertThat(ModelName.of("m-image-image", models).upstream()).isEqualTo("m-image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"old", "models/old", "hidden-non-thinking"})
    void hiddenModelIsRefusedByName(String written) {
        assertThatThrownBy(() -> ModelName.served(written, MODELS))
                .isInstanceOf(FailureException.class)
                .hasMessage("Model " + written.replace("models/", "") + " is not supported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "models/",
                "../files",
                "a/../b",
                "a..b",
                "a/b/c",
                "a?key=x",
                "a#b",
                "a b",
                "a\r\nHost: x",
                "a%2fb",
                "a:b",
                "a\\b",
                "é",
                "' OR 1=1 --"
            })
    void whatCannotStandInAnAddressIsNoModel(String written) {
        assertThatThrownBy(() -> ModelName.served(written, MODELS))
                .isInstanceOf(FailureException.class)
                .hasMessage("The name of the model is missing or is not one.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gemini-3.8-flash", "models/gemini-2.5-flash-image", "tunedModels/x-1", "dynamic/d", "veo@001"})
    void realNamesAreServed(String written) {
        assertThat(ModelName.served(written, MODELS).upstream()).isEqualTo(ModelName.bare(written));
    }
}
