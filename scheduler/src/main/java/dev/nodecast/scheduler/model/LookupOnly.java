package dev.nodecast.scheduler.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Vouches that the hash maps and sets of a class are only asked for what they hold and never walked through, so that
 * their order, which differs from run to run, cannot reach a decision. The build refuses them in any other class of the
 * deterministic core.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface LookupOnly {
    /** Which collections these are, and why nobody needs their order. */
    String value();
}
