/** Rules about NodePools, EC2NodeClasses and the pods that they are for. */
@NullMarked
package dev.nodecast.scheduler.review.provisioning;

import org.jspecify.annotations.NullMarked;
