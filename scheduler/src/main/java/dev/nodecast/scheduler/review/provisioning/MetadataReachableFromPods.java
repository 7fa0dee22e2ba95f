package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;

/** A hop limit that lets pods reach the instance metadata service. */
public final class MetadataReachableFromPods extends Rule {

    /** The rule. */
    public MetadataReachableFromPods() {
        super(
                "NC1210",
                "Pods can take the node's role",
                "The answer of the instance metadata service may travel as many network hops as httpPutResponseHopLimit says. A"
                        + " pod is one hop further away than the node: with a limit of 2 it can fetch the credentials of the node's"
                        + " role. Karpenter's default is 1.",
                "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Manifest<Ec2NodeClass> nodeClass : system.manifests().of(Ec2NodeClass.class)) {
            String limit = nodeClass
                    .tree()
                    .textAt("spec", "metadataOptions", "httpPutResponseHopLimit")
                    .orElse("1");
            if (limit.matches("[0-9]{1,3}") && Integer.parseInt(limit) > 1) {
                findings.add(note(
                                nodeClass.markAt("spec", "metadataOptions", "httpPutResponseHopLimit"),
                                "every pod can take the node's role from the instance metadata")
                        .field("spec.metadataOptions.httpPutResponseHopLimit")
                        .found("a hop limit of " + limit)
                        .expected("1, unless a pod needs the instance metadata")
                        .consequence("a pod that is broken into has the rights of the node's role")
                        .help("write 1, and give pods roles of their own (EKS Pod Identity or IRSA)"));
            }
        }
    }
}
