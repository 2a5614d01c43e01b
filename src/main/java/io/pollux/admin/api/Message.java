package io.pollux.admin.api;

/** That something was done, in the shape of the load balancers. */
record Message(String message) {}
