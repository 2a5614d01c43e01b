package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.pollux.exchange.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One object of a client's request. Members are read with the type they must have: a wrong type is refused with the
 * member's full name, {@code null} counts as absent, and members nobody asks for do not matter.
 */
final class Fields {
    private final JsonNode node;
    private final String path;

    private Fields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** The members of a whole request. */
    static Fields of(JsonNode request) {
        return new Fields(request, "");
    }

    /** The member as it is; a missing node when it is absent or null. */
    JsonNode any(String name) {
        JsonNode value = node.path(name);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    boolean has(String name) {
        return !any(name).isMissingNode();
    }

    Optional<String> text(String name) {
        JsonNode value = any(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw wrong(name, "must be a string");
        }
        return Optional.of(value.textValue());
    }

    String requiredText(String name) {
        return text(name).filter(value -> !value.isBlank()).orElseThrow(() -> wrong(name, "is required"));
    }

    Optional<JsonNode> number(String name) {
        JsonNode value = any(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isNumber()) {
            throw wrong(name, "must be a number");
        }
        return Optional.of(value);
    }

    Optional<Integer> integer(String name) {
        return number(name).map(value -> {
            if (!value.canConvertToExactIntegral() || !value.canConvertToInt()) {
                throw wrong(name, "must be a whole number of at most 32 bits");
            }
            return value.intValue();
        });
    }

    Optional<Long> longInteger(String name) {
        return number(name).map(value -> {
            if (!value.canConvertToExactIntegral() || !value.canConvertToLong()) {
                throw wrong(name, "must be a whole number of at most 64 bits");
            }
            return value.longValue();
        });
    }

    /** The switch; off when it is absent. */
    boolean flag(String name) {
        JsonNode value = any(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value.booleanValue();
    }

    Optional<Fields> object(String name) {
        JsonNode value = any(name);
        return value.isMissingNode() ? Optional.empty() : Optional.of(within(value, name));
    }

    Fields requiredObject(String name) {
        return object(name).orElseThrow(() -> wrong(name, "is required"));
    }

    /** The elements of a list of objects; empty when the list is absent. */
    List<Fields> objects(String name) {
        JsonNode value = any(name);
        if (!value.isMissingNode() && !value.isArray()) {
            throw wrong(name, "must be a list");
        }
        List<Fields> all = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            all.add(within(element, name + "[" + all.size() + "]"));
        }
        return all;
    }

    /** The strings of a list that may also be written as one string; empty when it is absent. */
    List<String> texts(String name) {
        JsonNode value = any(name);
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        if (!value.isMissingNode() && !value.isArray()) {
            throw wrong(name, "must be a string or a list of strings");
        }
        List<String> all = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                throw wrong(name + "[" + all.size() + "]", "must be a string");
            }
            all.add(element.textValue());
        }
        return all;
    }

    /** The refusal of a member, to be thrown. */
    FailureException wrong(String name, String complaint) {
        return FailureException.badCall("Invalid request: '" + path + name + "' " + complaint + ".");
    }

    private Fields within(JsonNode value, String name) {
        if (!value.isObject()) {
            throw wrong(name, "must be an object");
        }
        return new Fields(value, path + name + ".");
    }
}
