package io.pollux.exchange;

/** Carries a {@link Failure} out of code that cannot return one. Has no stack trace: the failure says what happened. */
public final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public FailureException(Failure failure) {
        super(failure.report().message(), null, false, false);
        this.failure = failure;
    }

    /** A wrong request, with the text that tells the client what is wrong with it. */
    public static FailureException badCall(String message) {
        return new FailureException(new Failure.BadCall(Report.of(400, "INVALID_ARGUMENT", message)));
    }

    public Failure failure() {
        return failure;
    }
}
