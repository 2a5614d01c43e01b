package io.pollux.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.exchange.Secret;
import io.pollux.keys.ApiKey;
import io.pollux.keys.KeyDesk;
import io.pollux.keys.KeyQuery;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/**
 * Whole keys as a file that can be added again, here or elsewhere: read a piece at a time, so that neither memory nor the
 * database bears all at once.
 */
final class KeyFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PIECE = 1_000;

    private final KeyDesk keys;
    private final Writer out;

    KeyFile(KeyDesk keys, Writer out) {
        this.keys = keys;
        this.out = out;
    }

    /** How it is written. */
    enum Form {
        PLAIN("txt", "text/plain"),
        CSV("csv", "text/csv"),
        /** The names are those of the balancer whose keys have profiles, and ours beside them. */
        JSON("json", "application/json");

        private final String extension;
        private final String type;

        Form(String extension, String type) {
            this.extension = extension;
            this.type = type;
        }

        String extension() {
            return extension;
        }

        String type() {
            return type;
        }
    }

    private record Whole(ApiKey key, String secret) {}

    private interface Line {
        void write(Whole key) throws IOException;
    }

    /** Returns how many keys were written. */
    int write(Form form, KeyQuery query) throws IOException {
        return switch (form) {
            case PLAIN -> each(query, key -> out.append(key.secret()).append('\n'));
            case CSV -> csv(query);
            case JSON -> json(query);
        };
    }

    private int csv(KeyQuery query) throws IOException {
        Csv csv = new Csv(out);
        csv.line("key", "name", "project", "labels", "kind", "enabled", "priority", "weight", "note", "dailyLimit");
        return each(
                query,
                whole -> csv.line(
                        whole.secret(),
                        whole.key().getLabel(),
                        Optional.ofNullable(whole.key().getProject()).orElse(""),
                        whole.key().getTags(),
                        whole.key().getKind(),
                        whole.key().isEnabled(),
                        whole.key().getPriority(),
                        whole.key().getWeight(),
                        whole.key().getNote(),
                        whole.key().getDayLimit()));
    }

    private int json(KeyQuery query) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            int written = each(query, whole -> entry(json, whole));
            json.writeEndArray();
            return written;
        }
    }

    private static void entry(JsonGenerator json, Whole whole) throws IOException {
        ApiKey key = whole.key();
        json.writeStartObject();
        json.writeStringField("key", whole.secret());
        json.writeStringField("name", key.getLabel());
        json.writeBooleanField("isActive", key.isEnabled());
        json.writeStringField("project", Optional.ofNullable(key.getProject()).orElse(""));
        json.writeArrayFieldStart("labels");
        for (String word : key.getTags().words()) {
            json.writeString(word);
        }
        json.writeEndArray();
        json.writeStringField("kind", key.getKind().name());
        json.writeNumberField("priority", key.getPriority());
        json.writeNumberField("weight", key.getWeight());
        json.writeStringField("note", key.getNote());
        json.writeNumberField("requestCount", key.getUses());
        json.writeNumberField("dailyRateLimit", key.getDayLimit().calls());
        json.writeEndObject();
    }

    /** By ids that were read first, so that keys that come and go meanwhile shift nothing. */
    private int each(KeyQuery query, Line line) throws IOException {
        List<Long> ids = keys.ids(query);
        int written = 0;
        for (int start = 0; start < ids.size(); start += PIECE) {
            List<Long> piece = ids.subList(start, Math.min(ids.size(), start + PIECE));
            for (ApiKey row : keys.find(piece)) {
                Optional<Secret> secret = keys.open(row);
                if (secret.isPresent()) {
                    line.write(new Whole(row, secret.get().reveal()));
                    written++;
                }
            }
        }
        return written;
    }
}
