/**
 * Autoscaling of pods in a live cluster, where it is asked for: queue lengths read beside the loop's thread, which autoscalers are
 * Nodecast's to act on, and what is said on them. The decisions are the scheduler's.
 */
@NullMarked
package dev.nodecast.aws.autoscale;

import org.jspecify.annotations.NullMarked;
