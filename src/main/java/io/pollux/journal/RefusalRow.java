package io.pollux.journal;

import io.pollux.exchange.Usage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** A row of t_error_logs that stands for a whole call: none of the keys was tried. */
final class RefusalRow {
    static final String COLUMNS =
            "id, request_time, call_id, caller, caller_name, dialect, operation, model_name, ending,"
                    + " error_code, failure, waited_ms";

    private RefusalRow() {}

    static CallLine of(Cells cells) throws SQLException {
        long id = cells.id();
        Instant at = cells.time();
        return new CallLine(
                new Place(at, Place.Origin.ERROR, id),
                cells.text(),
                at,
                cells.text(),
                cells.text(),
                cells.text(),
                cells.text(),
                cells.text(),
                cells.ending(),
                cells.number(),
                cells.text(),
                cells.millis(),
                Usage.NONE,
                List.of());
    }
}
