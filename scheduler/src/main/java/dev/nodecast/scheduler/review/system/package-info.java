/**
 * The system under review: what was read, put together so that rules can ask questions across files, such as which pools can
 * take the pods of a workload.
 */
@NullMarked
package dev.nodecast.scheduler.review.system;

import org.jspecify.annotations.NullMarked;
