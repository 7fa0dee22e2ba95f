/** The record types of the journal: what the loops decided, and why, in the order they decided it. */
@NullMarked
package dev.nodecast.scheduler.journal;

import org.jspecify.annotations.NullMarked;
