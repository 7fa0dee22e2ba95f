package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.aws.ec2.AwsFailure;
import dev.nodecast.aws.ec2.ClusterSource;
import dev.nodecast.aws.ec2.Tags;
import dev.nodecast.aws.ec2.userdata.NodeSetup;
import dev.nodecast.aws.ec2.userdata.UnusableUserDataException;
import dev.nodecast.aws.ec2.userdata.UserData;
import dev.nodecast.scheduler.catalog.AmiFamily;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Whether nodes could be launched from a node class: what can be said of it at once, and whether EC2 would let us
 * ({@code pkg/controllers/nodeclass/validation.go}; of its three dry runs only that of the launch template is made here:
 * a refused launch is reported by {@link #refused}).
 */
final class Validation {

    private static final int USER_DATA_MAX = 16 * 1024;
    private static final String DRY_RUN = "DryRunOperation";
    private static final String PROBE = "karpenter.k8s.aws/dry-run";

    /** Kubelet settings that reach nodes of families other than AL2023. */
    private static final Set<String> KUBELET_FIELDS = Set.of(
            "clusterDNS",
            "maxPods",
            "podsPerCore",
            "systemReserved",
            "kubeReserved",
            "evictionHard",
            "evictionSoft",
            "evictionSoftGracePeriod",
            "evictionMaxPodGracePeriod",
            "imageGCHighThresholdPercent",
            "imageGCLowThresholdPercent",
            "cpuCFSQuota");

    private final Ec2Client ec2;
    private final ClusterSource cluster;
    private final boolean readOnly;

    Validation(Ec2Client ec2, ClusterSource cluster, boolean readOnly) {
        this.readOnly = readOnly;
        this.ec2 = ec2;
        this.cluster = cluster;
    }

    Condition of(NodeClass nodeClass, List<Condition> parts) {
        Optional<Condition> unknown = cluster.failure()
                .map(failure -> Condition.failed(Condition.VALIDATION, failure, "eks:DescribeCluster"));
        if (unknown.isPresent()) {
            return unknown.get();
        }
        Optional<Condition> own = unsupported(nodeClass.spec())
                .or(() -> tags(nodeClass.spec()))
                .or(() -> kubelet(nodeClass))
                .or(() -> userData(nodeClass));
        if (own.isPresent()) {
            return own.get();
        }
        if (!parts.stream().allMatch(Condition::isMet)) {
            boolean unmet = parts.stream().anyMatch(part -> part.status() == Condition.Status.FALSE);
            return new Condition(
                    Condition.VALIDATION,
                    unmet ? Condition.Status.FALSE : Condition.Status.UNKNOWN,
                    "DependenciesNotReady",
                    "Awaiting AMI, Instance Profile, Security Group, and Subnet resolution");
        }
        return readOnly ? Condition.met(Condition.VALIDATION) : dryRun(nodeClass);
    }

    /** What a launch says that EC2 refused for lack of permission. */
    static Condition refused(AwsFailure failure, String call) {
        String operation = call.substring(call.indexOf(':') + 1);
        return Condition.unmet(
                Condition.VALIDATION,
                operation + "AuthCheckFailed",
                "Controller isn't authorized to call " + call + ": " + failure.message());
    }

    private static Optional<Condition> unsupported(NodeClassSpec spec) {
        if (spec.placementGroupSelector() != null) {
            return Optional.of(unmet("UnsupportedField", "spec.placementGroupSelector is not supported: remove it"));
        }
        List<Object> interfaces = spec.networkInterfaces();
        return interfaces == null || interfaces.isEmpty()
                ? Optional.empty()
                : Optional.of(unmet("UnsupportedField", "spec.networkInterfaces is not supported: remove it"));
    }

    private static Optional<Condition> tags(NodeClassSpec spec) {
        List<String> reserved =
                spec.tags().keySet().stream().filter(Tags::reserved).toList();
        return reserved.isEmpty()
                ? Optional.empty()
                : Optional.of(unmet(
                        "TagValidationFailed",
                        "spec.tags: found " + String.join(", ", reserved)
                                + ", which the controller sets itself: remove them"));
    }

    private static Optional<Condition> kubelet(NodeClass nodeClass) {
        AmiFamily family = AmiFamily.of(nodeClass.model());
        if (family == AmiFamily.AL2023 || family == AmiFamily.CUSTOM) {
            return Optional.empty();
        }
        TreeSet<String> unknown = new TreeSet<>(nodeClass.spec().kubelet().keySet());
        unknown.removeAll(KUBELET_FIELDS);
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(unmet(
                        "UnsupportedKubeletConfiguration",
                        "spec.kubelet: " + String.join(", ", unknown) + " would not reach nodes of the family " + family
                                + "; only AL2023 takes every field of kubelet"));
    }

    private Optional<Condition> userData(NodeClass nodeClass) {
        if (AmiFamily.of(nodeClass.model()) == AmiFamily.AL2023
                && cluster.get().serviceCidr().isEmpty()) {
            return Optional.of(unmet(
                    "ClusterCIDRResolutionFailed",
                    "Failed to detect the cluster CIDR; AL2023 nodes need it to join: allow eks:DescribeCluster"));
        }
        try {
            NodeSetup setup = nodeClass.setup(cluster.get(), new TreeMap<>(), List.of());
            int bytes = UserData.text(setup).getBytes(StandardCharsets.UTF_8).length;
            return bytes <= USER_DATA_MAX
                    ? Optional.empty()
                    : Optional.of(unmet(
                            "UserDataSizeLimitExceeded",
                            "the user data would be " + bytes + " bytes; EC2 takes at most " + USER_DATA_MAX));
        } catch (UnusableUserDataException e) {
            return Optional.of(unmet("UserDataInvalid", "spec.userData: " + e.getMessage()));
        }
    }

    private Condition dryRun(NodeClass nodeClass) {
        try {
            ec2.createLaunchTemplate(r -> r.dryRun(true)
                    .launchTemplateName(PROBE)
                    .launchTemplateData(d -> d.ebsOptimized(false))
                    .tagSpecifications(TagSpecification.builder()
                            .resourceType("launch-template")
                            .tags(Tags.ec2(Tags.ofCluster(cluster.get().name(), nodeClass.name())))
                            .build()));
        } catch (SdkException e) {
            AwsFailure failure = AwsFailure.of(e);
            if (failure.kind() == AwsFailure.Kind.NOT_AUTHORIZED) {
                return refused(failure, "ec2:CreateLaunchTemplate");
            }
            if (!failure.hasCode(DRY_RUN)) {
                return Condition.failed(Condition.VALIDATION, failure, "ec2:CreateLaunchTemplate");
            }
        }
        return Condition.met(Condition.VALIDATION);
    }

    private static Condition unmet(String reason, String message) {
        return Condition.unmet(Condition.VALIDATION, reason, message);
    }
}
