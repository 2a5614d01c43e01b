package io.pollux.edge;

import io.pollux.edge.Route.Speech;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Maps an outer path, as decoded segments, to a route. Pure: what it answers depends on its arguments alone.
 *
 * <p>Three dialects share {@code /v1/models}. A path with a colon is always Gemini's; {@code /openai}, {@code /hf} and
 * {@code /api} in front mean OpenAI; else the header that carries the token decides.
 */
final class RoutingTable {
    private static final Pattern VERSION = Pattern.compile("v\\d+((alpha|beta)\\d*)?");
    private static final Set<String> OPENAI_PREFIXES = Set.of("openai", "hf", "api");
    private static final Set<String> MODEL_COLLECTIONS = Set.of("models", "tunedModels", "dynamic");
    private static final Set<String> NOT_YET = Set.of(
            "files",
            "cachedContents",
            "batches",
            "interactions",
            "fileSearchStores",
            "corpora",
            "operations",
            "generatedFiles",
            "agents",
            "environments",
            "triggers",
            "webhooks",
            "credentials",
            "voices",
            "decisions",
            "auth_tokens");
    private static final Map<String, Operation> VERBS = Map.of(
            "generateContent", Operation.GENERATE,
            "streamGenerateContent", Operation.STREAM,
            "countTokens", Operation.COUNT_TOKENS,
            "embedContent", Operation.EMBED,
            "batchEmbedContents", Operation.BATCH_EMBED,
            "predict", Operation.PREDICT);

    /** What gemini-balance put among the paths of models though it is for the administrator. */
    private static final Pattern MANAGEMENT = Pattern.compile(
            "(?:hf/)?v1/keys/list"
                    + "|gemini/v1beta/(?:reset-(?:all|selected)-fail-counts|verify-selected-keys|(?:reset-fail-count|verify-key)/.*)");

    private RoutingTable() {}

    /**
     * @param segments the path's segments, percent-decoded, none of them empty
     * @param geminiToken whether the token came the way Google's clients send it
     * @param repair whether a path that fits nothing may be repaired by dropping segments from its front
     * @return empty when the path is none of the model surface's
     */
    static Optional<Route> find(List<String> segments, boolean geminiToken, boolean repair) {
        if (MANAGEMENT.matcher(String.join("/", segments)).matches()) {
            return Optional.empty();
        }
        Optional<Route> exact = exact(segments, geminiToken);
        if (!repair || exact.filter(route -> route.desk() != Route.Desk.NOTHING).isPresent()) {
            return exact;
        }
        for (int from = 0; from < segments.size(); from++) {
            Optional<Route> repaired = repaired(segments.subList(from, segments.size()), geminiToken);
            if (repaired.isPresent()) {
                return repaired;
            }
        }
        return exact;
    }

    private static Optional<Route> repaired(List<String> tail, boolean geminiToken) {
        Optional<Route> route = tail.equals(List.of("chat", "completions")) ? openAi(tail) : exact(tail, geminiToken);
        return route.filter(found -> found.desk() != Route.Desk.NOTHING);
    }

    private static Optional<Route> exact(List<String> segments, boolean geminiToken) {
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        String first = segments.get(0);
        List<String> rest = segments.subList(1, segments.size());
        return switch (first) {
            case "upload", "download" -> Optional.of(Route.notYet());
            case "gemini" ->
                rest.contains("upload")
                        ? Optional.of(Route.notYet())
                        : gemini(rest, KeyKind.GEMINI).or(() -> Optional.of(Route.nothing(Speech.GEMINI)));
            case "vertex-express" -> gemini(rest, KeyKind.VERTEX).or(() -> Optional.of(Route.nothing(Speech.GEMINI)));
            default -> OPENAI_PREFIXES.contains(first) ? prefixedOpenAi(rest) : versioned(segments, geminiToken);
        };
    }

    private static Optional<Route> prefixedOpenAi(List<String> segments) {
        return segments.isEmpty() || !segments.get(0).equals("v1")
                ? Optional.empty()
                : openAi(segments.subList(1, segments.size()));
    }

    /** {@code /v1/...} belongs to everybody, {@code /v1beta/...} and its like to Google's clients. */
    private static Optional<Route> versioned(List<String> segments, boolean geminiToken) {
        String version = segments.get(0);
        if (!VERSION.matcher(version).matches()) {
            return Optional.empty();
        }
        List<String> rest = segments.subList(1, segments.size());
        if (!rest.isEmpty() && rest.get(0).equals("openai")) {
            return openAi(rest.subList(1, rest.size()));
        }
        boolean shared = version.equals("v1") && !rest.isEmpty() && rest.get(0).equals("models");
        boolean verb = !rest.isEmpty() && rest.get(rest.size() - 1).indexOf(':') >= 0;
        if (shared && !geminiToken && !verb) {
            return openAi(rest);
        }
        Optional<Route> google = gemini(segments, KeyKind.GEMINI);
        if (google.isPresent()) {
            return google;
        }
        return version.equals("v1") ? openAi(rest) : Optional.of(Route.nothing(Speech.GEMINI));
    }

    private static Optional<Route> openAi(List<String> segments) {
        Route route =
                switch (String.join("/", segments)) {
                    case "chat/completions" -> openAi(Operation.GENERATE, "");
                    case "embeddings" -> openAi(Operation.BATCH_EMBED, "");
                    case "models" -> openAi(Operation.LIST_MODELS, "");
                    default -> Route.nothing(Speech.OPENAI);
                };
        if (segments.size() > 1 && segments.get(0).equals("models")) {
            route = openAi(Operation.GET_MODEL, bareModel(segments));
        }
        return Optional.of(route);
    }

    private static Route openAi(Operation operation, String model) {
        return Route.models(Speech.OPENAI, operation, KeyKind.GEMINI, "", model);
    }

    private static Optional<Route> gemini(List<String> segments, KeyKind kind) {
        if (segments.size() < 2 || !VERSION.matcher(segments.get(0)).matches()) {
            return Optional.empty();
        }
        String version = segments.get(0);
        List<String> rest = segments.subList(1, segments.size());
        if (rest.size() > 2 && rest.get(0).equals("publishers") && rest.get(1).equals("google")) {
            return collection(version, rest.subList(2, rest.size()), KeyKind.VERTEX);
        }
        return collection(version, rest, kind);
    }

    private static Optional<Route> collection(String version, List<String> segments, KeyKind kind) {
        String collection = segments.get(0);
        if (NOT_YET.contains(collection) || segments.size() > 2 && segments.contains("operations")) {
            return Optional.of(Route.notYet());
        }
        if (!MODEL_COLLECTIONS.contains(collection)) {
            int colon = collection.indexOf(':');
            return colon > 0 && NOT_YET.contains(collection.substring(0, colon))
                    ? Optional.of(Route.notYet())
                    : Optional.empty();
        }
        if (segments.size() == 1) {
            return Optional.of(
                    collection.equals("models")
                            ? Route.models(Speech.GEMINI, Operation.LIST_MODELS, kind, version, "")
                            : Route.notYet());
        }
        return Optional.of(onModel(version, bareModel(segments), kind));
    }

    private static Route onModel(String version, String name, KeyKind kind) {
        int colon = name.lastIndexOf(':');
        if (colon < 0) {
            return Route.models(Speech.GEMINI, Operation.GET_MODEL, kind, version, name);
        }
        Operation operation = VERBS.get(name.substring(colon + 1));
        return operation == null
                ? Route.notYet()
                : Route.models(Speech.GEMINI, operation, kind, version, name.substring(0, colon));
    }

    /** {@code models/x} and {@code models/models/x} are {@code x}; {@code tunedModels/x} keeps its collection. */
    private static String bareModel(List<String> segments) {
        int from = 0;
        while (from < segments.size() - 1 && segments.get(from).equals("models")) {
            from++;
        }
        return String.join("/", segments.subList(from, segments.size()));
    }
}
