/** What the control loops know of the cluster, kept up to date by observations: nodes with their claims and pods. */
@NullMarked
package dev.nodecast.scheduler.state;

import org.jspecify.annotations.NullMarked;
