package io.pollux.admin;

import io.pollux.journal.CallLine;
import io.pollux.journal.ErrorLine;
import io.pollux.journal.KeyToll;
import io.pollux.journal.KeyTolls;
import io.pollux.journal.LogPage;
import io.pollux.journal.LogQuery;
import io.pollux.journal.Ranked;
import io.pollux.journal.RankedPage;
import io.pollux.keys.ApiKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rows that the log page shows, of one of its three views.
 *
 * @param whole whether they were chosen from all that fit, and not from the newest only
 */
record LogSheet(List<CallRow> calls, List<ErrorLine> errors, List<KeyTollRow> keys, LogPaging paging, boolean whole) {
    static final LogSheet EMPTY = new LogSheet(List.of(), List.of(), List.of(), LogPaging.NONE, true);

    static LogSheet read(Office office, LogFilter filter) {
        LogQuery query = filter.query(office.clock().instant());
        if (filter.isKeys()) {
            return keys(office, office.logs().tolls(query, 2 * filter.getSize()), filter.getSize());
        }
        if (filter.sort().isPresent()) {
            return sorted(office, filter, query, filter.sort().get());
        }
        if (filter.isErrors()) {
            LogPage<ErrorLine> page = office.logs().errors(query, filter.stretch());
            List<ErrorLine> errors = ordered(page.rows(), filter);
            LogPaging paging =
                    LogPaging.of(filter, errors.stream().map(ErrorLine::place).toList(), page.more());
            return new LogSheet(List.of(), errors, List.of(), paging, true);
        }
        LogPage<CallLine> page = office.logs().calls(query, filter.stretch());
        List<CallLine> calls = ordered(page.rows(), filter);
        LogPaging paging =
                LogPaging.of(filter, calls.stream().map(CallLine::place).toList(), page.more());
        return new LogSheet(rows(calls), List.of(), List.of(), paging, true);
    }

    private static LogSheet sorted(Office office, LogFilter filter, LogQuery query, LogSort sort) {
        if (filter.isErrors()) {
            RankedPage<ErrorLine> page = office.logs().errors(query, filter.ranking());
            List<ErrorLine> errors = page.rows().stream().map(Ranked::row).toList();
            return new LogSheet(List.of(), errors, List.of(), LogPaging.of(filter, page), page.whole());
        }
        RankedPage<CallLine> page = office.logs().calls(query, sort.measure(), filter.ranking());
        List<CallLine> calls = page.rows().stream().map(Ranked::row).toList();
        return new LogSheet(rows(calls), List.of(), List.of(), LogPaging.of(filter, page), page.whole());
    }

    /** Keys that have been deleted meanwhile are left out. */
    private static LogSheet keys(Office office, KeyTolls tolls, int most) {
        List<Long> ids = tolls.keys().stream().map(KeyToll::keyId).toList();
        Map<Long, ApiKey> known =
                office.keys().find(ids).stream().collect(Collectors.toMap(ApiKey::getId, Function.identity()));
        List<KeyTollRow> rows = tolls.keys().stream()
                .filter(toll -> known.containsKey(toll.keyId()))
                .map(toll -> new KeyTollRow(known.get(toll.keyId()), toll))
                .limit(most)
                .toList();
        return new LogSheet(List.of(), List.of(), rows, LogPaging.NONE, tolls.whole());
    }

    private static List<CallRow> rows(List<CallLine> calls) {
        return calls.stream().map(CallRow::new).toList();
    }

    /** A page that was read backwards is shown in the order of the others. */
    private static <T> List<T> ordered(List<T> rows, LogFilter filter) {
        List<T> all = new ArrayList<>(rows);
        if (filter.stretch().direction() != filter.onward()) {
            Collections.reverse(all);
        }
        return all;
    }
}
