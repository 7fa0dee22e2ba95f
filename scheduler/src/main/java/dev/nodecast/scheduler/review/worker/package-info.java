/** Rules about what runs in the pods: probes, signal handlers, images, volumes. */
@NullMarked
package dev.nodecast.scheduler.review.worker;

import org.jspecify.annotations.NullMarked;
