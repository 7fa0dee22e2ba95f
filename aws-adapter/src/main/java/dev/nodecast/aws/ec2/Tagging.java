package dev.nodecast.aws.ec2;

import dev.nodecast.aws.ec2.cluster.ClaimWatch;
import dev.nodecast.aws.ec2.launch.Instance;
import dev.nodecast.aws.ec2.launch.Instances;
import dev.nodecast.aws.ec2.launch.ProviderId;
import dev.nodecast.scheduler.model.NodeClaim;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Gives instances the name of their node once that is known ({@code pkg/controllers/nodeclaim/tagging} of
 * karpenter-provider-aws): at most one call a second, as it shares EC2's limits with launches.
 */
final class Tagging {

    private static final Logger LOG = LoggerFactory.getLogger(Tagging.class);
    private static final int CALLS_A_LOOK = 10;

    private final Instances instances;
    private final ClaimWatch claims;
    private final String cluster;

    Tagging(Instances instances, ClaimWatch claims, String cluster) {
        this.instances = instances;
        this.claims = claims;
        this.cluster = cluster;
    }

    /** Tags what has registered since; to be called every ten seconds. */
    void look() {
        int calls = 0;
        for (NodeClaim claim : claims.all()) {
            if (calls < CALLS_A_LOOK
                    && !claim.meta().deleting()
                    && !claim.status().nodeName().isEmpty()) {
                calls += tag(claim);
            }
        }
    }

    private int tag(NodeClaim claim) {
        String id = ProviderId.instanceId(claim.status().providerId());
        Optional<Instance> instance = instances.known(id);
        SortedMap<String, String> missing = new TreeMap<>();
        missing.put(Tags.NAME, claim.status().nodeName());
        missing.put(Tags.NODE_CLAIM, claim.name());
        missing.put(Tags.CLUSTER, cluster);
        instance.ifPresent(known -> missing.keySet().removeAll(known.tags().keySet()));
        if (instance.isEmpty() || missing.isEmpty()) {
            return 0;
        }
        try {
            instances.tag(id, missing);
        } catch (SdkException e) {
            LOG.warn("instance {}: {}", id, AwsFailure.of(e).sentence("ec2:CreateTags"));
        }
        return 1;
    }
}
