package dev.nodecast.aws.ec2;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Tags by which instances and what belongs to them are found again (karpenter-provider-aws {@code pkg/apis/v1/labels.go}). */
public final class Tags {

    public static final String CLUSTER = "eks:eks-cluster-name";
    public static final String NODE_CLASS = "karpenter.k8s.aws/ec2nodeclass";
    public static final String NODE_POOL = "karpenter.sh/nodepool";
    public static final String NODE_CLAIM = "karpenter.sh/nodeclaim";
    public static final String NAME = "Name";
    private static final String OWNED = "kubernetes.io/cluster/";

    private Tags() {}

    /** The tag that says that something belongs to the cluster. */
    public static String owned(String cluster) {
        return OWNED + cluster;
    }

    /** The tags of everything that is made for a node class. */
    public static SortedMap<String, String> ofCluster(String cluster, String nodeClass) {
        SortedMap<String, String> tags = new TreeMap<>();
        tags.put(owned(cluster), "owned");
        tags.put(CLUSTER, cluster);
        tags.put(NODE_CLASS, nodeClass);
        return tags;
    }

    /** Whether users may not set the tag, as it is the controller's own. */
    public static boolean reserved(String key) {
        return key.startsWith(OWNED)
                || List.of(CLUSTER, NODE_CLASS, NODE_POOL, NODE_CLAIM).contains(key);
    }

    /** As EC2 takes them, by key. */
    public static List<Tag> ec2(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList();
    }

    public static SortedMap<String, String> of(Collection<Tag> tags) {
        SortedMap<String, String> byKey = new TreeMap<>();
        tags.forEach(tag -> byKey.put(tag.key(), tag.value() == null ? "" : tag.value()));
        return byKey;
    }
}
