package io.pollux.admin.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.admin.Office;
import io.pollux.admin.Proof;
import io.pollux.settings.Edit;
import io.pollux.settings.Setting;
import io.pollux.settings.SettingView;
import io.pollux.settings.SettingView.Hold;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** All settings as one JSON object, and back. */
record ConfigSheet(Office office) {
    Map<String, Object> read() {
        Map<String, Object> sheet = new LinkedHashMap<>();
        KeySheet keys = new KeySheet(office);
        for (SettingView view : office.configuration().views()) {
            String name = view.setting().name();
            sheet.put(name, view.hold() == Hold.ELSEWHERE ? keys.read(name) : value(view.setting(), view.text()));
        }
        return sheet;
    }

    /**
     * Everything is looked at before anything is changed.
     *
     * @throws Refused when it takes a proof that there is none of
     */
    void write(Map<String, JsonNode> wanted, Visit visit) {
        Map<String, String> faults = new LinkedHashMap<>();
        Map<String, SettingView> views = new LinkedHashMap<>();
        office.configuration().views().forEach(view -> views.put(view.setting().name(), view));
        KeySheet keys = new KeySheet(office);
        Edit edit = Edit.by(visit.who());
        boolean grave = false;
        for (Map.Entry<String, JsonNode> wish : wanted.entrySet()) {
            String name = wish.getKey().toUpperCase(Locale.ROOT);
            SettingView view = views.get(name);
            if (view == null) {
                faults.put(name, "there is no such setting");
            } else if (view.hold() == Hold.ELSEWHERE) {
                keys.plan(name, wish.getValue(), faults);
            } else if (view.changeable()) {
                edit = edit.set(name, text(wish.getValue()));
                grave |= Proof.neededFor(name) && !same(view, wish.getValue());
            } else if (!same(view, wish.getValue())) {
                faults.put(name, "it cannot be changed here, only in the environment");
            }
        }
        office.configuration().bad(edit).forEach(bad -> faults.put(bad.setting(), bad.getMessage()));
        if (!faults.isEmpty()) {
            throw Refused.faults(faults);
        }
        if (grave || keys.grave()) {
            visit.requireProof();
        }
        office.configuration().change(edit);
        keys.carryOut(visit.who());
    }

    private static boolean same(SettingView view, JsonNode wish) {
        return JsonBodies.JSON.valueToTree(value(view.setting(), view.text())).equals(wish)
                || text(wish).equals(view.text());
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.isTextual() ? value.asText() : value.toString();
    }

    private static Object value(Setting<?> setting, String text) {
        return switch (setting.shape()) {
            case FLAG -> Boolean.valueOf(text);
            case NUMBER -> new BigDecimal(text);
            case LIST, MAP -> json(text);
            case TEXT, SECRET, CHOICE -> text;
        };
    }

    private static Object json(String text) {
        try {
            return JsonBodies.JSON.readTree(text);
        } catch (JsonProcessingException plain) {
            return text;
        }
    }
}
