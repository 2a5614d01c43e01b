package io.pollux.admin.api;

import io.pollux.admin.Office;
import io.pollux.journal.LogQuery;
import io.pollux.journal.Ranking.Way;
import io.pollux.journal.Stretch.Direction;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.Set;

/** Which errors a script wants to see. Filled by JAX-RS, which knows no records. */
public final class ErrorQuestion {
    private static final int MOST = 1_000;
    private static final int FARTHEST = 100_000;

    @QueryParam("limit")
    @DefaultValue("10")
    int limit;

    @QueryParam("offset")
    @DefaultValue("0")
    int offset;

    @QueryParam("key_search")
    @DefaultValue("")
    String keySearch;

    @QueryParam("error_search")
    @DefaultValue("")
    String errorSearch;

    @QueryParam("error_code_search")
    @DefaultValue("")
    String errorCodeSearch;

    @QueryParam("start_date")
    @DefaultValue("")
    String startDate;

    @QueryParam("end_date")
    @DefaultValue("")
    String endDate;

    @QueryParam("sort_by")
    @DefaultValue("id")
    String sortBy;

    @QueryParam("sort_order")
    @DefaultValue("desc")
    String sortOrder;

    int size() {
        if (limit < 1 || limit > MOST) {
            throw Refused.invalid("limit", "It is a number from 1 to " + MOST);
        }
        return limit;
    }

    int first() {
        if (offset < 0 || offset > FARTHEST) {
            throw Refused.invalid("offset", "It is a number from 0 to " + FARTHEST + "; beyond, narrow the search");
        }
        return offset;
    }

    /** By the time, which is the order of the numbers, or by the status; by anything else there is no way through. */
    boolean byStatus() {
        if (!Set.of("id", "request_time", "error_code").contains(sortBy)) {
            throw Refused.invalid("sort_by", "It is id, request_time or error_code");
        }
        return sortBy.equals("error_code");
    }

    Direction direction() {
        return rising() ? Direction.NEWER : Direction.OLDER;
    }

    Way way() {
        return rising() ? Way.LEAST_FIRST : Way.MOST_FIRST;
    }

    private boolean rising() {
        return sortOrder.equalsIgnoreCase("asc");
    }

    LogQuery query(Office office) {
        int code = errorCodeSearch.strip().matches("[1-9]\\d{2}") ? Integer.parseInt(errorCodeSearch.strip()) : 0;
        return new LogQuery(
                "",
                "",
                key(office),
                "",
                "",
                Optional.empty(),
                code,
                errorSearch,
                LogPeriod.moment("start_date", startDate),
                LogPeriod.moment("end_date", endDate));
    }

    /** A part of a masked key is enough where it means one key only. */
    private String key(Office office) {
        if (keySearch.isBlank()) {
            return "";
        }
        KeyBook book = new KeyBook(office.keys());
        return book.find(keySearch)
                .or(() -> book.meant(keySearch))
                .map(found -> Long.toString(found.getId()))
                .orElseGet(() -> Masked.of(keySearch));
    }
}
