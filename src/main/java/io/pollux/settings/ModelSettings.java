package io.pollux.settings;

import static io.pollux.settings.Draft.flag;
import static io.pollux.settings.Draft.list;
import static io.pollux.settings.Draft.map;
import static io.pollux.settings.Draft.of;
import static io.pollux.settings.Draft.text;
import static io.pollux.settings.Group.MODELS;

import java.util.List;
import java.util.Map;

/** What is offered under which model name, and what is added to requests and answers. */
interface ModelSettings {
    Setting<List<String>> IMAGE_MODELS = list("IMAGE_MODELS", "gemini-2.0-flash-exp", "gemini-2.5-flash-image-preview")
            .live(MODELS, "Models that are offered with the suffix -image too");

    Setting<List<String>> SEARCH_MODELS = list("SEARCH_MODELS", "gemini-2.5-flash", "gemini-2.5-pro")
            .live(MODELS, "Models that are offered with the suffix -search too");

    Setting<List<String>> FILTERED_MODELS = list(
                    "FILTERED_MODELS",
                    "gemini-1.0-pro-vision-latest",
                    "gemini-pro-vision",
                    "chat-bison-001",
                    "text-bison-001",
                    "embedding-gecko-001")
            .live(MODELS, "Models that are hidden and refused");

    Setting<Boolean> TOOLS_CODE_EXECUTION_ENABLED =
            flag("TOOLS_CODE_EXECUTION_ENABLED", false).live(MODELS, "Offer Google's code execution tool to the model");

    Setting<Boolean> URL_CONTEXT_ENABLED =
            flag("URL_CONTEXT_ENABLED", false).live(MODELS, "Offer Google's URL context tool to URL_CONTEXT_MODELS");

    Setting<List<String>> URL_CONTEXT_MODELS = list(
                    "URL_CONTEXT_MODELS",
                    "gemini-2.5-pro",
                    "gemini-2.5-flash",
                    "gemini-2.5-flash-lite",
                    "gemini-2.0-flash",
                    "gemini-2.0-flash-live-001")
            .live(MODELS, "Models that get the URL context tool");

    Setting<Boolean> SHOW_SEARCH_LINK =
            flag("SHOW_SEARCH_LINK", true).live(MODELS, "Append the sources of a search to the answer");

    Setting<String> POLLUX_SEARCH_LINK_HEADING =
            text("POLLUX_SEARCH_LINK_HEADING", "Sources").live(MODELS, "Heading above the sources of a search");

    Setting<Boolean> SHOW_THINKING_PROCESS =
            flag("SHOW_THINKING_PROCESS", true).live(MODELS, "Hand the model's thoughts on as reasoning");

    Setting<List<String>> THINKING_MODELS =
            list("THINKING_MODELS").live(MODELS, "Models that are offered with the suffix -non-thinking too");

    Setting<Map<String, Integer>> THINKING_BUDGET_MAP = map("THINKING_BUDGET_MAP", Kinds.NUMBER_MAP)
            .live(MODELS, "Thinking budget for each model; -1 leaves it to the model");

    /**
     * Empty, unlike gemini-balance's: Google's own thresholds are off for current models, and with nothing to add a native
     * body passes byte for byte (<a href="https://ai.google.dev/gemini-api/docs/safety-settings">safety settings</a>).
     */
    Setting<List<SafetyRule>> SAFETY_SETTINGS = of("SAFETY_SETTINGS", Kinds.SAFETY, List.of())
            .live(MODELS, "Safety settings of a request that brings none");

    Setting<Boolean> POLLUX_CLIENT_SAFETY_WINS = flag("POLLUX_CLIENT_SAFETY_WINS", true)
            .live(MODELS, "true: safety settings that a client sends are kept; false: SAFETY_SETTINGS replace them");

    Setting<Boolean> POLLUX_OLD_SAMPLING = flag("POLLUX_OLD_SAMPLING", false)
            .live(
                    MODELS,
                    "Send temperature 0.7, top_p 0.9 and top_k 40 for OpenAI clients that name none, as gemini-balance did");
}
