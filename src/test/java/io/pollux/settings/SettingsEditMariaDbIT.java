package io.pollux.settings;

import io.pollux.storage.DatabaseAddress;
import io.pollux.testing.MariaDb;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

class SettingsEditMariaDbIT extends SettingsEditIT {
    @Override
    DatabaseAddress address(Path directory) {
        Map<String, String> schema = MariaDb.schema("edits");
        return DatabaseAddress.from(name -> Optional.ofNullable(schema.get(name)));
    }
}
