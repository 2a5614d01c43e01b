package io.pollux.dialect.gemini;

import com.fasterxml.jackson.core.JsonToken;
import io.pollux.dialect.gemini.Walk.Place;
import io.pollux.exchange.FailureException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What a client's {@code generateContent} body says about the few things that a setting may add to, and where in its
 * bytes. Read in one pass over the tokens, without a tree: bodies are large, and most are not touched.
 */
final class GenerateBody {
    private static final Set<String> MEDIA = Set.of("inlineData", "fileData");
    private static final Set<String> SCHEMAS =
            Set.of("responseSchema", "responseJsonSchema", "_responseJsonSchema", "responseFormat");

    private final Set<String> configured = new HashSet<>();
    private final Set<String> tools = new HashSet<>();
    private Place root = Place.NOWHERE;
    private Place config = Place.NOWHERE;
    private Place toolList = Place.NOWHERE;
    private Place safety = Place.NOWHERE;
    private String mimeType = "";
    private boolean cached;
    private boolean called;
    private boolean media;

    private GenerateBody() {}

    /** @throws FailureException a bad call when it is not JSON, not an object, or nested too deeply */
    static GenerateBody read(byte[] body) {
        GenerateBody read = new GenerateBody();
        Walk.request(body, walk -> read.root = walk.place(() -> walk.members(name -> read.member(name, walk))));
        return read;
    }

    /** The body itself. */
    Place root() {
        return root;
    }

    /** {@code generationConfig}. */
    Place config() {
        return config;
    }

    /** {@code tools}. */
    Place toolList() {
        return toolList;
    }

    /** {@code safetySettings}. */
    Place safety() {
        return safety;
    }

    /** The members of {@code generationConfig} that the client has set. */
    Set<String> configured() {
        return configured;
    }

    /** The kinds of tools that the client brings. */
    Set<String> tools() {
        return tools;
    }

    /** Whether the answer must be JSON, which Google does not combine with tools. */
    boolean wantsJson() {
        return SCHEMAS.stream().anyMatch(configured::contains)
                || (!mimeType.isEmpty() && !mimeType.equals("text/plain"));
    }

    /** Whether cached content is used, which brings its own tools and allows no others. */
    boolean cached() {
        return cached;
    }

    /** Whether a function call stands in the history. */
    boolean called() {
        return called;
    }

    /** Whether there is a picture, sound or file among the contents. */
    boolean media() {
        return media;
    }

    private void member(String name, Walk walk) throws IOException {
        switch (name) {
            case "contents" -> contents(walk);
            case "generationConfig" -> config = walk.place(() -> walk.members(each -> setting(each, walk)));
            case "tools" -> toolList = walk.place(() -> walk.objects(() -> walk.members(tools::add)));
            case "safetySettings" -> safety = walk.place(() -> {});
            case "cachedContent" -> cached = !walk.at(JsonToken.VALUE_NULL);
            default -> {}
        }
    }

    private void setting(String name, Walk walk) throws IOException {
        configured.add(name);
        if (name.equals("responseMimeType")) {
            mimeType = walk.text();
        }
    }

    private void contents(Walk walk) throws IOException {
        walk.objects(() -> walk.members(name -> {
            if (name.equals("parts")) {
                walk.objects(() -> walk.members(this::part));
            }
        }));
    }

    private void part(String name) {
        called |= name.equals("functionCall");
        media |= MEDIA.contains(name);
    }
}
