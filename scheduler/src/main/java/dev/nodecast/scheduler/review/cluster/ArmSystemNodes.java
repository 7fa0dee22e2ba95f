package dev.nodecast.scheduler.review.cluster;

import dev.nodecast.scheduler.catalog.InstanceFacts;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Managed node groups of arm64 instances. */
public final class ArmSystemNodes extends Rule {

    /** Graviton families: a generation from 6 with a `g` behind it, a1, t4g. */
    private static final Pattern GRAVITON = Pattern.compile("(a1|[a-z]+[0-9]+g[a-z0-9-]*)\\..*");

    /** The rule. */
    public ArmSystemNodes() {
        super(
                "NC1511",
                "arm64 system nodes",
                "Graviton instances need an arm64 image: a managed node group with an x86 image type is refused (\"not a valid"
                        + " instance type for requested amiType\"), and x86 is what holds where ami_type is not given. Pods there"
                        + " need images for arm64 too, and DaemonSets that run on both these nodes and x86 GPU nodes need both.",
                "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (NodeGroup group : NodeGroup.of(system.terraform())) {
            List<String> arm =
                    group.instanceTypes().stream().filter(t -> isArm(t, system)).toList();
            if (arm.isEmpty()) {
                continue;
            }
            SourceMark mark =
                    group.setting("instance_types").map(a -> a.value().mark()).orElse(group.mark());
            Optional<String> image =
                    group.setting("ami_type").flatMap(a -> a.value().literal());
            boolean computed = group.setting("ami_type").isPresent() && image.isEmpty();
            boolean armImage = image.map(i -> i.toUpperCase(Locale.ROOT).contains("ARM_64"))
                    .orElse(computed);
            boolean custom =
                    group.setting("ami_id").isPresent() || image.orElse("").equals("CUSTOM");
            if (!armImage && !custom) {
                refused(group, arm, mark, image, findings);
            } else {
                mixed(group, arm, mark, findings);
            }
        }
    }

    private void refused(
            NodeGroup group, List<String> arm, SourceMark mark, Optional<String> image, Diagnostics findings) {
        findings.add(error(mark, "arm64 system nodes with an x86 image: group `" + group.name() + "` is refused")
                .field("instance_types")
                .found(String.join(", ", arm) + " (arm64) with "
                        + image.map(i -> "ami_type " + i).orElse("no ami_type, so the x86_64 image"))
                .expected("`ami_type = \"AL2023_ARM_64_STANDARD\"`, or x86 types such as t3.medium")
                .consequence(
                        "EKS refuses the node group; and with an arm64 image every system pod needs an arm64 image of its own,"
                                + " while the GPU nodes are amd64")
                .help("set ami_type, and check that the charts' images and all DaemonSets are multi-architecture"));
    }

    private void mixed(NodeGroup group, List<String> arm, SourceMark mark, Diagnostics findings) {
        findings.add(
                note(mark, "the nodes of group `" + group.name() + "` are arm64")
                        .field("instance_types")
                        .found(String.join(", ", arm))
                        .expected("images for arm64 of everything that runs there")
                        .consequence(
                                "pods without a nodeSelector whose image is amd64 only end there with `exec format error`; DaemonSets"
                                        + " on these and on amd64 nodes need images for both")
                        .help(
                                "check the images with `docker manifest inspect`, or set `kubernetes.io/arch` in the pods' nodeSelector"));
    }

    private static boolean isArm(String type, ReviewedSystem system) {
        InstanceFacts facts = system.catalogue().types().get(type);
        return facts == null
                ? GRAVITON.matcher(type).matches()
                : facts.cpu().arch().equals("arm64");
    }
}
