package io.pollux.edge;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may use a resource. One without this annotation is refused to everybody. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Access {
    Policy value();

    /** The circles of callers. */
    enum Policy {
        /** Anybody; the answer holds no secret. */
        PUBLIC,
        /** A client or the administrator, known by a token that the door has checked. */
        CLIENT
    }
}
