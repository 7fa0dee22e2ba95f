package dev.nodecast.bed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests on a real control plane; run by {@code ./mvnw verify -Pbed} only. Those that measure times are tagged {@code quiet} too,
 * and have the machine for themselves.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("bed")
@ExtendWith(Bed.class)
@interface OnTheBed {}
