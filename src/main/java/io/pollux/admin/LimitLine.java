package io.pollux.admin;

import io.pollux.exchange.Quota;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** One model's limits as somebody types them. */
public final class LimitLine {
    private static final int LONGEST_NAME = 200;

    private String model = "";
    private final Map<Quota, String> most = new EnumMap<>(Quota.class);

    static LimitLine of(String model, Map<Quota, Long> limits) {
        LimitLine line = new LimitLine();
        line.model = model;
        limits.forEach((quota, limit) -> line.most.put(quota, Long.toString(limit)));
        return line;
    }

    boolean empty() {
        return model.isBlank() && most.values().stream().allMatch(String::isBlank);
    }

    /** @throws IllegalArgumentException in one line when no model can have that name */
    String name() {
        String name = model.strip();
        int star = name.indexOf('*');
        boolean inside = star >= 0 && star < name.length() - 1;
        if (name.isEmpty() || inside || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(Texts.say("limits.model", name));
        }
        return name;
    }

    /** @throws IllegalArgumentException in one line when something is no number */
    Map<Quota, Long> limits() {
        Map<Quota, Long> limits = new EnumMap<>(Quota.class);
        most.forEach((quota, text) -> {
            String digits = text.replaceAll("[\\s.,'_\u202f\u00a0]", "");
            if (!digits.isEmpty()) {
                limits.put(quota, number(text, digits));
            }
        });
        return limits;
    }

    private static long number(String text, String digits) {
        if (!digits.matches("\\d{1,15}") || Long.parseLong(digits) == 0) {
            throw new IllegalArgumentException(Texts.say("limits.number", text));
        }
        return Long.parseLong(digits);
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = Optional.ofNullable(model).orElse("");
    }

    public String getRpm() {
        return most.get(Quota.REQUESTS_PER_MINUTE);
    }

    public void setRpm(String text) {
        put(Quota.REQUESTS_PER_MINUTE, text);
    }

    public String getTpm() {
        return most.get(Quota.INPUT_TOKENS_PER_MINUTE);
    }

    public void setTpm(String text) {
        put(Quota.INPUT_TOKENS_PER_MINUTE, text);
    }

    public String getRpd() {
        return most.get(Quota.REQUESTS_PER_DAY);
    }

    public void setRpd(String text) {
        put(Quota.REQUESTS_PER_DAY, text);
    }

    public String getTpd() {
        return most.get(Quota.INPUT_TOKENS_PER_DAY);
    }

    public void setTpd(String text) {
        put(Quota.INPUT_TOKENS_PER_DAY, text);
    }

    private void put(Quota quota, String text) {
        most.put(quota, Optional.ofNullable(text).orElse(""));
    }
}
