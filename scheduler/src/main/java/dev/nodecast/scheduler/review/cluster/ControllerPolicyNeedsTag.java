package dev.nodecast.scheduler.review.cluster;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.HclBlock;
import dev.nodecast.scheduler.review.system.ReviewedSystem;

/** The controller's policy holds for resources with a tag that its node class does not give them. */
public final class ControllerPolicyNeedsTag extends Rule {

    private static final String DEFAULT_TAG = "karpenter.sh/discovery";

    /** The rule. */
    public ControllerPolicyNeedsTag() {
        super(
                "NC1505",
                "The controller's policy needs a tag that nodes do not get",
                "In version 5 of the module iam-role-for-service-accounts-eks the controller may run launch templates and end"
                        + " instances only if they carry the tag karpenter_tag_key (karpenter.sh/discovery) with the cluster's"
                        + " name. Karpenter from 0.32 on does not set this tag by itself; the EC2NodeClass must.",
                "https://github.com/terraform-aws-modules/terraform-aws-iam/blob/v5.60.0/modules/iam-role-for-service-accounts-eks/policies.tf");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (HclBlock module : system.terraform().modules("iam-role-for-service-accounts-eks")) {
            boolean attached = module.body()
                    .text("attach_karpenter_controller_policy")
                    .orElse("")
                    .equals("true");
            String tag = module.body().text("karpenter_tag_key").orElse(DEFAULT_TAG);
            if (!attached) {
                continue;
            }
            for (Manifest<Ec2NodeClass> nodeClass : system.manifests().of(Ec2NodeClass.class)) {
                boolean tagged = nodeClass.tree().at("spec", "tags").orElse(null) instanceof MapNode tags
                        && tags.get(tag).isPresent();
                if (!tagged) {
                    findings.add(
                            warning(
                                            nodeClass.markAt("spec", "tags"),
                                            "instances of " + nodeClass.header()
                                                    + " lack the tag that the controller's policy asks for")
                                    .field("spec.tags")
                                    .found("no tag `" + tag + "`; the policy of the module at " + module.mark()
                                            + " holds for tagged resources")
                                    .expected("`" + tag + ": CLUSTER_NAME`")
                                    .consequence(
                                            "Karpenter is refused ec2:RunInstances with its launch template, or ec2:TerminateInstances:"
                                                    + " nodes cannot start, or cannot be ended and go on costing")
                                    .help(
                                            "add the tag, or use the registry's karpenter module, whose policy fits Karpenter 1.x"));
                }
            }
        }
    }
}
