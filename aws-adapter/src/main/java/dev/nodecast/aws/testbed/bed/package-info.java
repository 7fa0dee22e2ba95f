/** Brings the whole bed up and down: the control plane by its script, the simulated account as a process of its own. */
@NullMarked
package dev.nodecast.aws.testbed.bed;

import org.jspecify.annotations.NullMarked;
