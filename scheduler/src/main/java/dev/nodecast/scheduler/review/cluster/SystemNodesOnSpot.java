package dev.nodecast.scheduler.review.cluster;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.HclBody;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;
import java.util.regex.Pattern;

/** Managed node groups that are all spot. */
public final class SystemNodesOnSpot extends Rule {

    private static final Pattern MIX = Pattern.compile("(?i)(50|on.?demand|mix|half)");

    /** The rule. */
    public SystemNodesOnSpot() {
        super(
                "NC1510",
                "Every system node is spot",
                "A managed node group has one capacity type: SPOT makes all of its nodes spot instances, there is no share. Where"
                        + " no other group is on-demand, Karpenter's controller, CoreDNS and all else that keeps the cluster alive"
                        + " run on nodes that can all go at once, and then nothing launches new ones.",
                "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html#managed-node-group-capacity-types");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        List<NodeGroup> groups = NodeGroup.of(system.terraform());
        boolean allSpot = groups.stream().allMatch(NodeGroup::isSpot)
                && system.terraform().modules("fargate").isEmpty()
                && !system.terraform().mentions("fargate_profiles");
        for (NodeGroup group : groups) {
            HclBody.Attribute type = group.setting("capacity_type").orElse(null);
            if (!group.isSpot() || type == null) {
                continue;
            }
            String line = type.value().mark().snippet().orElse("");
            String comment =
                    line.contains("#") ? line.substring(line.indexOf('#') + 1).strip() : "";
            boolean claimsMix = MIX.matcher(comment).find();
            if (allSpot || claimsMix) {
                findings.add(warning(
                                type.value().mark(),
                                "capacity_type SPOT makes every node of group `" + group.name()
                                        + "` spot; it is no mix with on-demand")
                        .field("capacity_type")
                        .found("`SPOT`" + (claimsMix ? ", with the comment \"" + comment + "\"" : ""))
                        .expected("`ON_DEMAND` for the nodes that run Karpenter and CoreDNS")
                        .consequence(
                                "one shortage of these types can take Karpenter, CoreDNS and every system pod at once")
                        .help("write `capacity_type = \"ON_DEMAND\"`; for a mix make two groups"));
            }
        }
    }
}
