/** The actions of EC2 that a node autoscaler calls, answered from the simulated account. */
@NullMarked
package dev.nodecast.aws.testbed.ec2;

import org.jspecify.annotations.NullMarked;
