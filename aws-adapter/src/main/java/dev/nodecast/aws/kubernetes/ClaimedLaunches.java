package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.RepairPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Launches what the API has taken down: the cloud is asked when the claim has been made, so that a controller that is ended at any
 * moment leaves no instance that no claim stands for. An instance ends when its volumes are detached. One that has lost its lease asks for nothing more.
 */
final class ClaimedLaunches implements CloudProvider {

    private final CloudProvider cloud;
    private final ClaimBook claims;
    private final Detachments volumes;
    private final Fence fence;

    ClaimedLaunches(CloudProvider cloud, ClaimBook claims, Detachments volumes, Fence fence) {
        this.cloud = cloud;
        this.claims = claims;
        this.volumes = volumes;
        this.fence = fence;
    }

    @java.lang.Override
    public List<InstanceType> instanceTypes(NodePool pool) {
        return cloud.instanceTypes(pool);
    }

    @java.lang.Override
    public void launch(LaunchRequest request) {
        claims.whenCreated(request.nodeClaim(), () -> {
            if (fence.holds()) {
                cloud.launch(request);
            }
        });
    }

    @java.lang.Override
    public void terminate(String providerId) {
        NodeClaim claim = claims.ofProviderId(providerId);
        if (claim == null) {
            terminateNow(providerId);
        } else {
            volumes.await(claim, () -> terminateNow(providerId));
        }
    }

    private void terminateNow(String providerId) {
        if (fence.holds()) {
            cloud.terminate(providerId);
        }
    }

    @java.lang.Override
    public @Nullable String drifted(NodeClaim claim) {
        return cloud.drifted(claim);
    }

    @java.lang.Override
    public List<RepairPolicy> repairPolicies() {
        return cloud.repairPolicies();
    }

    @java.lang.Override
    public void listInstances() {
        cloud.listInstances();
    }
}
