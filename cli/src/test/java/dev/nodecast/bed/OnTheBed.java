package dev.nodecast.bed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests on a real control plane; run by {@code ./mvnw verify -Pbed} only, two classes at a time. After them come those that are
 * tagged {@code quiet} too, which measure times and mostly wait, then those tagged {@code crowd}, which need all of the machine.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("bed")
@ExtendWith(Bed.class)
@interface OnTheBed {}
