package io.pollux.admin.api;

import io.pollux.admin.api.Complaint.Detail;
import java.util.List;
import java.util.Map;

/** That a request is not done, in words for whoever sent it. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Complaint complaint;

    private Refused(int status, Complaint complaint) {
        super(complaint.error().message());
        this.status = status;
        this.complaint = complaint;
    }

    static Refused because(int status, String message) {
        return new Refused(status, Complaint.of(status, message));
    }

    static Refused notFound(String message) {
        return because(404, message);
    }

    /** Of what was sent, one part cannot be right. */
    static Refused invalid(String place, String why) {
        List<Detail> details = List.of(new Detail(List.of(place), why, "value_error"));
        return new Refused(
                422,
                new Complaint(new Complaint.Words("validation_error", "Request validation failed: " + why, details)));
    }

    /** Of settings, some values cannot be right: name to what speaks against it. */
    static Refused faults(Map<String, String> faults) {
        List<Detail> details = faults.entrySet().stream()
                .map(fault -> new Detail(List.of("body", fault.getKey()), fault.getValue(), "value_error"))
                .toList();
        String first = faults.entrySet().iterator().next().getKey() + ": "
                + faults.values().iterator().next();
        return new Refused(400, new Complaint(new Complaint.Words("validation_error", first, details)));
    }

    int status() {
        return status;
    }

    Complaint complaint() {
        return complaint;
    }
}
