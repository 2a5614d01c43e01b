package io.pollux.dialect.gemini;

import io.pollux.dialect.Preferences;
import io.pollux.dialect.Preferences.Conversations;
import io.pollux.dialect.gemini.Walk.Place;
import io.pollux.exchange.ClientCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A number for the conversation that a call belongs to: what the client calls it, else what every call of it begins with.
 * Google's implicit cache goes by the beginning of a prompt, so calls that begin alike are best kept together. Two
 * conversations with one number share a favourite key, which does no harm.
 */
public final class Conversation {
    /** Headers in which agents and gateways name a session; the first that is there counts. */
    private static final List<String> SESSION_HEADERS =
            List.of("x-session-id", "session-id", "session_id", "x-claude-code-session-id", "x-litellm-session-id");

    private static final int HINT_LENGTH = 256;
    /** So much of each part of a prompt is looked at. */
    private static final int PART_LENGTH = 8 * 1024;
    /** Tells a number from none. */
    private static final long KNOWN = 1L << Integer.SIZE;

    private Place instruction = Place.NOWHERE;
    private Place tools = Place.NOWHERE;
    private Place first = Place.NOWHERE;

    private Conversation() {}

    /**
     * The number; 0 when nobody wants to know, or nothing tells.
     *
     * @param key what the client's dialect has to name a conversation
     * @param person whom the client speaks for: tells conversations apart that begin alike
     * @param body the {@code generateContent} body as it goes out
     */
    public static long of(ClientCall call, Optional<String> key, String person, byte[] body, Preferences preferences) {
        if (preferences.conversations() == Conversations.IGNORED) {
            return 0;
        }
        return session(call)
                .or(() -> key.filter(name -> !name.isBlank()))
                .map(name -> named(call.caller().id(), name))
                .orElseGet(() -> new Conversation().begun(person, body));
    }

    private static Optional<String> session(ClientCall call) {
        return SESSION_HEADERS.stream()
                .map(name -> call.headers().getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    /** One client's name for a conversation says nothing about another's. */
    private static long named(String caller, String name) {
        CRC32C sum = new CRC32C();
        add(sum, caller);
        add(sum, name);
        return sum.getValue() | KNOWN;
    }

    private long begun(String person, byte[] body) {
        Walk.request(
                body,
                walk -> walk.members(name -> {
                    switch (name) {
                        case "systemInstruction" -> instruction = walk.place(() -> {});
                        case "tools" -> tools = walk.place(() -> {});
                        case "contents" -> walk.objects(() -> first = first.unset() ? walk.place(() -> {}) : first);
                        default -> {}
                    }
                }));
        if (instruction.unset() && first.unset()) {
            return 0;
        }
        CRC32C sum = new CRC32C();
        add(sum, person);
        for (Place part : List.of(instruction, tools, first)) {
            sum.update(body, part.from(), Math.min(part.to() - part.from(), PART_LENGTH));
        }
        return sum.getValue() | KNOWN;
    }

    private static void add(CRC32C sum, String text) {
        String start = text.length() <= HINT_LENGTH ? text : text.substring(0, HINT_LENGTH);
        sum.update(start.getBytes(StandardCharsets.UTF_8));
        sum.update(0);
    }
}
