/** Instances: launch templates, fleets, the cluster's instances, their end and their tags. */
@NullMarked
package dev.nodecast.aws.ec2.launch;

import org.jspecify.annotations.NullMarked;
