/** EC2 behind the scheduler's port: what is shared by its parts, and {@link dev.nodecast.aws.ec2.AwsFailure} for what may go wrong. */
@NullMarked
package dev.nodecast.aws.ec2;

import org.jspecify.annotations.NullMarked;
