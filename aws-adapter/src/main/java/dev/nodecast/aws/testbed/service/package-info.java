/** The other services that a node autoscaler calls: SQS, SSM, IAM, STS, EKS, Pricing. */
@NullMarked
package dev.nodecast.aws.testbed.service;

import org.jspecify.annotations.NullMarked;
