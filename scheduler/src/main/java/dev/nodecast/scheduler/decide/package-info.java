/**
 * Whole decisions on objects as people have them in files: what Karpenter would do now, as an answer for programs and for
 * people. Nothing is decided here: objects are put together to the input of the deciding packages, and what these say is
 * put into words.
 */
@NullMarked
package dev.nodecast.scheduler.decide;

import org.jspecify.annotations.NullMarked;
