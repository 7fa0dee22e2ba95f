/** Rules about queries and dashboards: whether what they read is exported at all. */
@NullMarked
package dev.nodecast.scheduler.review.monitoring;

import org.jspecify.annotations.NullMarked;
