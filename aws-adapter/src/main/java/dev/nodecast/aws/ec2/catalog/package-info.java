/** What EC2 sells in the region, at which price. */
@NullMarked
package dev.nodecast.aws.ec2.catalog;

import org.jspecify.annotations.NullMarked;
