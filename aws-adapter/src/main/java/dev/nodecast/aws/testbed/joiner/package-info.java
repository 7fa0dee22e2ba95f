/** Makes Nodes of running instances, as kubelets and the cloud controller would. */
@NullMarked
package dev.nodecast.aws.testbed.joiner;

import org.jspecify.annotations.NullMarked;
