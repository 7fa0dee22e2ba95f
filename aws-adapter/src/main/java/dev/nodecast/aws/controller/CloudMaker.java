package dev.nodecast.aws.controller;

import dev.nodecast.aws.cloud.Cloud;
import dev.nodecast.aws.kubernetes.Fence;
import dev.nodecast.aws.kubernetes.Writes;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Makes the cloud that the controller runs on, once the cluster is known. */
@FunctionalInterface
public interface CloudMaker {

    Cloud make(World world);

    /**
     * What a cloud may use.
     *
     * @param writes requests to the API server, which end when the lease is lost
     * @param shadow whether nothing may be changed
     */
    record World(KubernetesClient client, Writes writes, Fence fence, boolean shadow) {}
}
