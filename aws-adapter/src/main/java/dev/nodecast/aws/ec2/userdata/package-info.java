/** The script with which an instance joins the cluster, per family of machine images. */
@NullMarked
package dev.nodecast.aws.ec2.userdata;

import org.jspecify.annotations.NullMarked;
