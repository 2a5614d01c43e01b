package io.pollux.admin.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** The body of an answer that says no, as gemini-balance shaped it. */
record Complaint(Words error) {
    /** @param details which part of the request; only where there is one */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Words(String code, String message, List<Detail> details) {}

    /** @param loc where in the request */
    record Detail(List<String> loc, String msg, String type) {}

    static Complaint of(int status, String message) {
        String code =
                switch (status) {
                    case 401 -> "authentication_error";
                    case 403 -> "authorization_error";
                    case 503 -> "service_unavailable";
                    default -> "http_error";
                };
        return new Complaint(new Words(code, message, List.of()));
    }
}
