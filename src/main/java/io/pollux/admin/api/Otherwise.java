package io.pollux.admin.api;

/** An answer with another status than the route's usual one, that is no refusal: work that goes on, a house that is not well. */
final class Otherwise extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Object answer;

    Otherwise(int status, Object answer) {
        super("Status " + status);
        this.status = status;
        this.answer = answer;
    }

    int status() {
        return status;
    }

    Object answer() {
        return answer;
    }
}
