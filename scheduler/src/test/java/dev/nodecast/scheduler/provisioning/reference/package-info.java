/** Reads the decisions that real Karpenter took and compares ours with them. */
@NullMarked
package dev.nodecast.scheduler.provisioning.reference;

import org.jspecify.annotations.NullMarked;
