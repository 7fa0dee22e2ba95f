/** Messages of EventBridge on the interruption queue. */
@NullMarked
package dev.nodecast.aws.ec2.interruption;

import org.jspecify.annotations.NullMarked;
