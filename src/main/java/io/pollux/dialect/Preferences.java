package io.pollux.dialect;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the operator wants of every dialect: the part of the settings that shapes requests and answers. An immutable
 * snapshot; a dialect asks its supplier once per call, so that a change acts on the next call.
 *
 * @param models which models have derived names, and which are hidden
 * @param thinking budgets and whether thoughts are shown
 * @param tools what Pollux adds by itself
 * @param safety the operator's safety settings
 * @param answers how answers are dressed
 * @param conversations whether it matters which calls belong together
 */
public record Preferences(
        Models models, Thinking thinking, Tools tools, Safety safety, Answers answers, Conversations conversations) {

    /** Nothing is wanted: every body passes as it is. */
    public static final Preferences NONE = new Preferences(
            new Models(Set.of(), Set.of(), Set.of(), Set.of()),
            new Thinking(Map.of(), true),
            new Tools(false, false, Set.of()),
            new Safety(List.of(), Priority.CLIENT),
            new Answers(false, false, ""),
            Conversations.IGNORED);

    public Preferences withModels(Models changed) {
        return new Preferences(changed, thinking, tools, safety, answers, conversations);
    }

    public Preferences withThinking(Thinking changed) {
        return new Preferences(models, changed, tools, safety, answers, conversations);
    }

    public Preferences withTools(Tools changed) {
        return new Preferences(models, thinking, changed, safety, answers, conversations);
    }

    public Preferences withSafety(Safety changed) {
        return new Preferences(models, thinking, tools, changed, answers, conversations);
    }

    public Preferences withAnswers(Answers changed) {
        return new Preferences(models, thinking, tools, safety, changed, conversations);
    }

    public Preferences withConversations(Conversations changed) {
        return new Preferences(models, thinking, tools, safety, answers, changed);
    }

    /**
     * Bare model ids, without {@code models/}.
     *
     * @param search SEARCH_MODELS: {@code <id>-search} exists
     * @param image IMAGE_MODELS: {@code <id>-image} exists
     * @param thinking THINKING_MODELS: {@code <id>-non-thinking} is listed
     * @param filtered FILTERED_MODELS: neither listed nor served
     */
    public record Models(Set<String> search, Set<String> image, Set<String> thinking, Set<String> filtered) {
        public Models {
            search = Set.copyOf(search);
            image = Set.copyOf(image);
            thinking = Set.copyOf(thinking);
            filtered = Set.copyOf(filtered);
        }
    }

    /**
     * How models think when the client does not say.
     *
     * @param budgets THINKING_BUDGET_MAP, by bare model id; -1 lets the model decide
     * @param shown SHOW_THINKING_PROCESS
     */
    public record Thinking(Map<String, Integer> budgets, boolean shown) {
        public Thinking {
            budgets = Map.copyOf(budgets);
        }
    }

    /**
     * Tools that Pollux adds to a call that brings none which exclude them.
     *
     * @param codeExecution TOOLS_CODE_EXECUTION_ENABLED
     * @param urlContext URL_CONTEXT_ENABLED
     * @param urlContextModels URL_CONTEXT_MODELS
     */
    public record Tools(boolean codeExecution, boolean urlContext, Set<String> urlContextModels) {
        public Tools {
            urlContextModels = Set.copyOf(urlContextModels);
        }
    }

    /**
     * SAFETY_SETTINGS.
     *
     * @param settings in the operator's order; empty adds nothing
     * @param priority whose settings count when the client sends its own
     */
    public record Safety(List<SafetySetting> settings, Priority priority) {
        public Safety {
            settings = List.copyOf(settings);
        }
    }

    /** One line of SAFETY_SETTINGS, in Google's words, which grow and are not checked here. */
    public record SafetySetting(String category, String threshold) {}

    /** Who wins where client and operator both have a say. */
    public enum Priority {
        CLIENT,
        OPERATOR
    }

    /** Whether calls are told to belong to one conversation; finding out costs a look through the body. */
    public enum Conversations {
        IGNORED,
        KNOWN
    }

    /**
     * How answers are dressed, and what is sent when a client leaves it out.
     *
     * @param searchLinks SHOW_SEARCH_LINK: the pages a {@code -search} model used, below its answer
     * @param oldDefaults whether calls without temperature, top_p and top_k get the values that gemini-balance forced
     *     on them
     * @param searchHeading the line above the search links
     */
    public record Answers(boolean searchLinks, boolean oldDefaults, String searchHeading) {}
}
