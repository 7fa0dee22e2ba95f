/**
 * How Kubernetes writes amounts, durations, labels and schedules. Parsing only: each parser gives a value or nothing,
 * and says in one constant what it expects.
 */
@NullMarked
package dev.nodecast.scheduler.manifest.grammar;

import org.jspecify.annotations.NullMarked;
