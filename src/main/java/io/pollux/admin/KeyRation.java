package io.pollux.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The form in which several keys get a daily limit at once, or none any more. */
public final class KeyRation implements Deed {
    private static final long serialVersionUID = 1L;

    private final int count;
    private String limit = "";

    KeyRation(int count) {
        this.count = count;
    }

    /** @throws IllegalArgumentException in one line when it cannot be right */
    void check() {
        TypedLimit.of(limit);
    }

    @Override
    public void change(Office office, List<Long> ids, Instant began) {
        office.keys().limit(ids, TypedLimit.of(limit));
    }

    @Override
    public String name() {
        return "LIMIT";
    }

    public int getCount() {
        return count;
    }

    public String getLimit() {
        return limit;
    }

    public void setLimit(String limit) {
        this.limit = Optional.ofNullable(limit).orElse("");
    }
}
