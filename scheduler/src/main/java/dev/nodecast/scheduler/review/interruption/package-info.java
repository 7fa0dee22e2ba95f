/** Rules about spot interruptions: who acts on the notice, and how long work has to be saved. */
@NullMarked
package dev.nodecast.scheduler.review.interruption;

import org.jspecify.annotations.NullMarked;
