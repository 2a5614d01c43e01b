package io.pollux.admin.api;

/** That something was done, where there is no more to say. */
record Done(boolean success, String message) {}
