package dev.nodecast.scenarios.file.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a key of the file means; becomes its description in the schema. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Doc {

    String value();

    /** Whether the key must be there. */
    boolean required() default false;

    /** Least value of a number. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Greatest value of a number. */
    double max() default Double.POSITIVE_INFINITY;
}
