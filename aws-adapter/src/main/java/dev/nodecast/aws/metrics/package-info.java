/**
 * What Prometheus is shown of the cluster, under the names, types and labels of Karpenter v1
 * (kubernetes-sigs/karpenter, {@code pkg/controllers/metrics}; aws/karpenter-provider-aws,
 * {@code website/content/en/docs/reference/metrics.md}). Gauges are made when they are asked for and then forgotten.
 */
@NullMarked
package dev.nodecast.aws.metrics;

import org.jspecify.annotations.NullMarked;
