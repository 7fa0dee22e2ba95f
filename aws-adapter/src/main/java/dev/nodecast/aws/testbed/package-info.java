/** An AWS account without a cloud: its endpoints over the simulator's own spot market, in real or accelerated time. */
@NullMarked
package dev.nodecast.aws.testbed;

import org.jspecify.annotations.NullMarked;
