/** EC2NodeClasses: what their selectors find in the account, and the status that says so. */
@NullMarked
package dev.nodecast.aws.ec2.nodeclass;

import org.jspecify.annotations.NullMarked;
