package dev.nodecast.aws.ec2;

/**
 * How the cloud is used.
 *
 * @param cluster its name
 * @param interruptionQueue the name of an SQS queue; empty where there is none
 * @param readOnly whether nothing may be changed, in the account and in the cluster; the queue is then not read, as reading
 *     takes its messages away from others
 */
public record Ec2Settings(String cluster, String interruptionQueue, boolean readOnly) {}
