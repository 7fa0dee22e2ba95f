package dev.nodecast.scheduler.review.cluster;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.HclBlock;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Terraform;
import java.util.List;

/** Subnets are looked for by a tag that the Terraform code gives to no subnet. */
public final class SubnetsWithoutDiscoveryTag extends Rule {

    /** The rule. */
    public SubnetsWithoutDiscoveryTag() {
        super(
                "NC1512",
                "No subnet carries the tag that Karpenter looks for",
                "An EC2NodeClass finds its subnets by tags. The tags of the EKS module go to the cluster and its security groups,"
                        + " not to the subnets, which belong to the VPC; there the tag is given by private_subnet_tags of the VPC"
                        + " module, by the subnets' own tags or by aws_ec2_tag. Reported only where Terraform describes the cluster.",
                "https://karpenter.sh/docs/concepts/nodeclasses/#specsubnetselectorterms");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        Terraform terraform = system.terraform();
        if (terraform.clusters().isEmpty()) {
            return;
        }
        List<HclBlock> networks = terraform.blocks().stream()
                .filter(SubnetsWithoutDiscoveryTag::makesSubnets)
                .toList();
        for (Manifest<Ec2NodeClass> nodeClass : system.manifests().of(Ec2NodeClass.class)) {
            List<String> keys = nodeClass.value().subnets().stream()
                    .flatMap(term -> term.tags().byKey().keySet().stream())
                    .distinct()
                    .toList();
            boolean byId = nodeClass.value().subnets().stream().anyMatch(t -> !t.id().isEmpty());
            boolean tagged = networks.stream().anyMatch(n -> keys.stream().anyMatch(n.text()::contains));
            if (keys.isEmpty() || byId || tagged) {
                continue;
            }
            var mark = nodeClass.markAt("spec", "subnetSelectorTerms");
            String message =
                    "no subnet is given the tag `" + keys.getFirst() + "` that " + nodeClass.header() + " looks for";
            findings.add((networks.isEmpty() ? note(mark, message) : warning(mark, message))
                    .field("spec.subnetSelectorTerms")
                    .found(
                            networks.isEmpty()
                                    ? "no VPC or subnet in the Terraform code that was given"
                                    : "subnets without this tag in the Terraform code")
                    .expected("the tag on the private subnets")
                    .consequence("where the tag is missing, Karpenter finds no subnet and launches nothing")
                    .help("add it to `private_subnet_tags` of the VPC module"));
        }
    }

    private static boolean makesSubnets(HclBlock block) {
        boolean module = block.type().equals("module")
                && block.body().text("source").orElse("").contains("vpc");
        return module
                || (block.type().equals("resource")
                        && List.of("aws_subnet", "aws_ec2_tag").contains(block.label(0)));
    }
}
