package io.pollux.clients;

/** How an administrator's token came to be, which decides whether AUTH_TOKEN may replace it. */
enum TokenKind {
    /** Made because there was none: AUTH_TOKEN replaces it as soon as somebody sets it. */
    ADMIN_MADE,
    /** AUTH_TOKEN, from the environment or from a row of gemini-balance. */
    ADMIN_GIVEN,
    /** Chosen later by the administrator, or made by a reset: an AUTH_TOKEN that is still around does not bring itself back. */
    ADMIN_CHOSEN
}
