/**
 * Everything that passes between the control loops and their world, written down and done again. A loop's life is cut into
 * turns: one observation taken in, one alarm gone off. Time stands still within a turn, so that a turn is a function of what
 * was known before it, its cause, and what the world answered meanwhile. {@link
 * dev.nodecast.scheduler.recording.RecordedLoop} writes that down together with what the loop then decided and ordered;
 * {@link dev.nodecast.scheduler.recording.Replay} does it again in a world that has nothing but the record, and compares.
 */
@NullMarked
package dev.nodecast.scheduler.recording;

import org.jspecify.annotations.NullMarked;
