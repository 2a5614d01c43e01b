package io.pollux.testing;

import java.util.List;
import java.util.function.Predicate;

/** Which calls a script line is for. Made to be imported statically. */
public interface Match extends Predicate<ReceivedCall> {

    static Match key(String key) {
        return call -> call.key().equals(key);
    }

    /** Any of these keys. */
    static Match keys(List<String> keys) {
        return call -> keys.contains(call.key());
    }

    static Match keyContaining(String piece) {
        return call -> call.key().contains(piece);
    }

    static Match model(String id) {
        return call -> call.model().equals(id);
    }

    /** {@code generateContent} and so on, {@code models.list}, {@code models.get}. */
    static Match operation(String name) {
        return call -> call.operation().equals(name);
    }

    static Match version(String version) {
        return call -> call.version().equals(version);
    }

    static Match bodyContaining(String piece) {
        return call -> call.text().contains(piece);
    }
}
