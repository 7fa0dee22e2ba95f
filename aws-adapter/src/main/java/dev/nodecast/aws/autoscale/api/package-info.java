/** The external metrics API, served to Kubernetes' own autoscaler through the API server's aggregation. */
@NullMarked
package dev.nodecast.aws.autoscale.api;

import org.jspecify.annotations.NullMarked;
