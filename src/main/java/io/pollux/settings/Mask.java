package io.pollux.settings;

import io.pollux.exchange.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Secret values in a form that may be shown, and the way back: whoever changes one item of a list has never seen the
 * others and hands their masks in. Values that are no secret are their own masks.
 */
final class Mask {
    private static final String HIDDEN = "...";
    private static final String HIDDEN_LOGIN = "***@";

    private Mask() {}

    /** The text with every secret in it masked; different items of a list never look alike. */
    static String show(Setting<?> setting, String plain) {
        if (!setting.secret() || plain.isEmpty()) {
            return plain;
        }
        return switch (setting.shape()) {
            case LIST ->
                ListText.write(List.copyOf(masks(setting, ListText.read(plain)).keySet()));
            case MAP -> mapped(plain, (name, value) -> HIDDEN);
            case TEXT, SECRET, CHOICE, NUMBER, FLAG -> HIDDEN;
        };
    }

    /**
     * The text with what is masked in it put back from the value that stands.
     *
     * @throws BadSetting at a mask that belongs to nothing
     */
    static String resolve(Setting<?> setting, String text, String standing) {
        if (!setting.secret() || !(text.contains(HIDDEN) || text.contains(HIDDEN_LOGIN))) {
            return text;
        }
        try {
            return switch (setting.shape()) {
                case LIST -> items(setting, text, standing);
                case MAP -> values(text, standing);
                case TEXT, SECRET, CHOICE, NUMBER, FLAG -> text.strip().equals(HIDDEN) ? standing : known(text);
            };
        } catch (IllegalArgumentException wrong) {
            throw setting.bad(text, wrong);
        }
    }

    private static String items(Setting<?> setting, String text, String standing) {
        Map<String, String> masks = masks(setting, ListText.read(standing));
        return ListText.write(ListText.read(text).stream()
                .map(item -> masks.containsKey(item) ? masks.get(item) : known(item))
                .toList());
    }

    private static String values(String text, String standing) {
        Map<String, String> known = JsonText.texts(standing.strip());
        return mapped(
                text.strip(),
                (name, value) -> value.equals(HIDDEN) && known.containsKey(name) ? known.get(name) : known(value));
    }

    private static String mapped(String text, BiFunction<String, String, String> value) {
        Map<String, String> values = new LinkedHashMap<>();
        JsonText.texts(text).forEach((name, plain) -> values.put(name, value.apply(name, plain)));
        return JsonText.write(values);
    }

    /** A mask that was stored as a secret would lock everybody out. */
    private static String known(String item) {
        if (item.contains(HIDDEN) || item.contains(HIDDEN_LOGIN)) {
            throw new Misfit(Flaw.STRAY_MASK);
        }
        return item;
    }

    /** Mask to secret, in order. */
    private static Map<String, String> masks(Setting<?> setting, List<String> plain) {
        Map<String, String> masks = new LinkedHashMap<>();
        for (String item : plain) {
            String mask = setting == Settings.PROXIES
                    ? withoutLogin(item)
                    : Secret.of(item).masked();
            String unique = mask;
            for (int i = 2; masks.containsKey(unique); i++) {
                unique = mask + " (" + i + ")";
            }
            masks.put(unique, item);
        }
        return masks;
    }

    private static String withoutLogin(String address) {
        int end = address.lastIndexOf('@');
        int scheme = address.indexOf("://");
        String start = scheme < 0 ? "" : address.substring(0, scheme + 3);
        return end < 0 ? address : start + HIDDEN_LOGIN + address.substring(end + 1);
    }
}
