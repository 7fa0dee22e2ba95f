/** What the EC2 cloud sees of the cluster and writes to it: claims, and EC2NodeClasses with their status. */
@NullMarked
package dev.nodecast.aws.ec2.cluster;

import org.jspecify.annotations.NullMarked;
