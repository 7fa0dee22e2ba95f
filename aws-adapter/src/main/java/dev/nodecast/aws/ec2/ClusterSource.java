package dev.nodecast.aws.ec2;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eks.EksClient;

/**
 * What is known of the cluster: asked of EKS until EKS has answered. Until then it has neither endpoint nor version, no node
 * class is ready, and the failure says why.
 */
public final class ClusterSource implements Supplier<ClusterFacts> {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterSource.class);
    static final String CALL = "eks:DescribeCluster";

    private final @Nullable EksClient eks;
    private volatile ClusterFacts facts;
    private volatile @Nullable AwsFailure failure;

    public ClusterSource(EksClient eks, String name, String region) {
        this.eks = eks;
        this.facts = new ClusterFacts(name, region, "", "", "", "");
    }

    /** One of which all is known. */
    public ClusterSource(ClusterFacts facts) {
        this.eks = null;
        this.facts = facts;
    }

    @Override
    public ClusterFacts get() {
        return facts;
    }

    /** Asks, unless it is known. */
    public void look() {
        EksClient client = eks;
        if (client == null || !facts.endpoint().isEmpty()) {
            return;
        }
        try {
            facts = ClusterFacts.of(client, facts.name(), facts.region());
            failure = null;
        } catch (SdkException e) {
            AwsFailure now = AwsFailure.of(e);
            AwsFailure before = failure;
            failure = now;
            if (before == null || !before.sentence(CALL).equals(now.sentence(CALL))) {
                LOG.error("{}", trouble().orElse(""));
            }
        }
    }

    /** Why it is not known; empty where it is, or was not asked for. */
    public Optional<AwsFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** The same in a sentence. */
    public Optional<String> trouble() {
        return failure()
                .map(now -> "cluster " + facts.name() + " in " + facts.region() + ": " + now.sentence(CALL)
                        + (now.notFound() ? "; check --cluster-name and the region" : "")
                        + "; nothing is launched until then");
    }
}
