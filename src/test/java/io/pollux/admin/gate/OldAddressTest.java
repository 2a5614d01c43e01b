package io.pollux.admin.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldAddressTest {
    @ParameterizedTest
    @CsvSource({
        "/error_logs, /logs?view=errors",
        "/keys_status, /keys",
        "/profiles, /keys",
        "/stats, /dashboard",
        "/settings, /config",
        "/test, /playground",
        "/docs, /openapi.json",
        "/redoc, /openapi.json",
        "/admin, /dashboard",
        "/admin/, /dashboard",
        "/admin/logs, /logs",
        "/en, /dashboard",
        "/zh/, /dashboard",
        "/en/admin, /dashboard",
        "/zh/admin/config, /config",
        "/en/admin/logs, /logs",
        "/zh/auth, /",
        "/en/test, /playground",
        "/en/something/else, /dashboard",
        "/en//evil.test, /dashboard"
    })
    void leadsToThePageThatDoesItsWorkNow(String old, String now) {
        assertThat(OldAddress.page(old)).isEqualTo(now);
    }
}
