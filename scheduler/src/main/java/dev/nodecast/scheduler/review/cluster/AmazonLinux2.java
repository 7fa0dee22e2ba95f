package dev.nodecast.scheduler.review.cluster;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.HclValue;
import dev.nodecast.scheduler.review.system.AmiFamilies;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.time.LocalDate;

/** EKS images of Amazon Linux 2. */
public final class AmazonLinux2 extends Rule {

    private static final LocalDate END = LocalDate.of(2025, 11, 26);
    private static final int LAST_MINOR = 32;

    /** The rule. */
    public AmazonLinux2() {
        super(
                "NC1508",
                "Amazon Linux 2 is past its end on EKS",
                "EKS stopped publishing its images of Amazon Linux 2 on 2025-11-26, and published none for Kubernetes 1.33 and"
                        + " later; Amazon Linux 2 itself left support on 2026-06-30. AL2023 and Bottlerocket take its place.",
                "https://docs.aws.amazon.com/eks/latest/userguide/eks-ami-deprecation-faqs.html");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Manifest<Ec2NodeClass> nodeClass : system.manifests().of(Ec2NodeClass.class)) {
            if (AmiFamilies.of(nodeClass.value()).contains("al2")) {
                SourceMark mark = nodeClass
                        .tree()
                        .at("spec", "amiFamily")
                        .map(TreeNode::mark)
                        .orElse(nodeClass.markAt("spec", "amiSelectorTerms"));
                findings.add(complete(judged(system, mark, "" + nodeClass.header())));
            }
        }
        for (NodeGroup group : NodeGroup.of(system.terraform())) {
            group.body()
                    .get("ami_type")
                    .filter(v -> v.literal().orElse("").startsWith("AL2_"))
                    .map(HclValue::mark)
                    .ifPresent(mark -> findings.add(complete(judged(system, mark, "node group " + group.name()))));
        }
    }

    private Diagnostic judged(ReviewedSystem system, SourceMark mark, String user) {
        if (system.kubernetesMinor().orElse(0) > LAST_MINOR) {
            return error(
                    mark,
                    "EKS has no Amazon Linux 2 image for Kubernetes "
                            + system.kubernetesVersion().orElse("") + ", which " + user + " asks for");
        }
        String when = system.today().isBefore(END) ? "reaches its end on " : "is past its end of ";
        return warning(mark, "the AL2 AMI family of " + user + " " + when + END);
    }

    private static Diagnostic complete(Diagnostic diagnostic) {
        return diagnostic
                .found("Amazon Linux 2 (AL2)")
                .expected("AL2023 or Bottlerocket")
                .consequence(
                        "no new images and no security fixes since 2025-11-26, none at all for Kubernetes 1.33 and later")
                .help(
                        "write `amiSelectorTerms: [{ alias: al2023@latest }]` with the version pinned in production; user data for"
                                + " AL2 that sets up kubelet must be rewritten for nodeadm");
    }
}
