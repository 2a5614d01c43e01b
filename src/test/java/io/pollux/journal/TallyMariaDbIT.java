package io.pollux.journal;

import io.pollux.storage.DatabaseAddress;
import io.pollux.testing.MariaDb;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

class TallyMariaDbIT extends TallyIT {
    @Override
    DatabaseAddress address(Path directory) {
        Map<String, String> schema = MariaDb.schema("tally");
        return DatabaseAddress.from(name -> Optional.ofNullable(schema.get(name)));
    }
}
