package io.pollux.sorter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pollux.exchange.GeminiCall;
import java.io.IOException;
import java.util.Set;

/** What a call asked for, where that decides what Google's refusal means. Read only then: a body may be large. */
final class Asked {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> SEARCH_TOOLS = Set.of(
            "googleSearch",
            "google_search",
            "googleSearchRetrieval",
            "google_search_retrieval",
            "googleMaps",
            "google_maps");
    private static final Set<String> RESOURCES = Set.of(
            "fileUri",
            "file_uri",
            "cachedContent",
            "cached_content",
            "fileSearchStoreNames",
            "file_search_store_names");

    private Asked() {}

    /** Whether the call has a search tool, whose quota is another than the model's. */
    static boolean forSearch(GeminiCall call) {
        return names(call.body(), SEARCH_TOOLS);
    }

    /** Whether the call names something that belongs to one project: a file, a cache, a tuned model. */
    static boolean ofResource(GeminiCall call) {
        return call.model().contains("/") || names(call.body(), RESOURCES);
    }

    /** Whether a member of one of the names stands anywhere in the JSON. */
    private static boolean names(byte[] body, Set<String> names) {
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && names.contains(parser.currentName())) {
                    return true;
                }
            }
            return false;
        } catch (IOException broken) {
            return false;
        }
    }
}
