package io.pollux.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.gemini.Walk.Place;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Changes to a JSON text that leave every other byte of it what it was. */
final class Splices {
    private final byte[] text;
    private final List<Splice> splices = new ArrayList<>();

    Splices(byte[] text) {
        this.text = text;
    }

    void replace(Place value, byte[] bytes) {
        splices.add(new Splice(value.from(), value.to(), bytes));
    }

    /** Puts the members of an object in front of those that are there. */
    void insert(Place object, ObjectNode members) {
        if (!members.isEmpty()) {
            insertInside(object.from(), Json.bytes(members));
        }
    }

    /** Puts the elements of an array in front of those that are there. */
    void insert(Place array, ArrayNode elements) {
        if (!elements.isEmpty()) {
            insertInside(array.from(), Json.bytes(elements));
        }
    }

    /** The changed text; the very same array when nothing changes. */
    byte[] apply() {
        if (splices.isEmpty()) {
            return text;
        }
        splices.sort(Comparator.comparingInt(Splice::from));
        int grown = splices.stream().mapToInt(splice -> splice.bytes().length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + grown);
        int done = 0;
        for (Splice splice : splices) {
            out.write(text, done, splice.from() - done);
            out.writeBytes(splice.bytes());
            done = splice.to();
        }
        out.write(text, done, text.length - done);
        return out.toByteArray();
    }

    private void insertInside(int bracket, byte[] enclosed) {
        int at = bracket + 1;
        byte[] inner = Arrays.copyOfRange(enclosed, 1, hollow(at) ? enclosed.length - 1 : enclosed.length);
        if (!hollow(at)) {
            inner[inner.length - 1] = ',';
        }
        splices.add(new Splice(at, at, inner));
    }

    private boolean hollow(int at) {
        int next = at;
        while (text[next] == ' ' || text[next] == '\t' || text[next] == '\r' || text[next] == '\n') {
            next++;
        }
        return text[next] == '}' || text[next] == ']';
    }

    private record Splice(int from, int to, byte[] bytes) {}
}
