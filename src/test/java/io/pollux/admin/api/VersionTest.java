package io.pollux.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {
    @ParameterizedTest
    @CsvSource({
        "1.0.1, 1.0.0, true",
        "1.0.0, 1.0.0, false",
        "1, 1.0.0, false",
        "1.0.0, 1.0.0-SNAPSHOT, true",
        "0.9.9, 1.0.0-SNAPSHOT, false",
        "1.10.0, 1.9.0, true",
        "2, 1.9.9.9, true",
        "1.0.0, unknown, false"
    })
    void newerIsWhatComesAfterByNumbers(String latest, String own, boolean newer) {
        assertThat(Version.newer(latest, own)).isEqualTo(newer);
    }
}
