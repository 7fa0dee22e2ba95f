/** The live world behind the scheduler's ports: Kubernetes and AWS clients, and the controller's operation. */
@NullMarked
package dev.nodecast.aws;

import org.jspecify.annotations.NullMarked;
