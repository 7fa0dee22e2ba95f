package dev.nodecast.scheduler.review.cluster;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.HclBlock;
import dev.nodecast.scheduler.review.source.HclBody;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Terraform;
import java.util.List;
import java.util.Optional;

/** The cluster does not let nodes with this role join. */
public final class NodeRoleWithoutAccess extends Rule {

    private static final List<String> ARGUMENTS = List.of(
            "aws_auth_roles", "access_entries", "aws_auth_node_iam_role_arns_non_windows", "roles", "map_roles");

    /** The rule. */
    public NodeRoleWithoutAccess() {
        super(
                "NC1504",
                "The nodes' role has no access to the cluster",
                "A node joins an EKS cluster only if its role has an access entry of type EC2_LINUX or stands in the ConfigMap"
                        + " aws-auth. EKS adds that by itself for managed node groups, not for nodes that Karpenter launches."
                        + " The registry's karpenter module makes the entry; a role of one's own needs it written down.",
                "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        if (system.terraform().clusters().isEmpty()) {
            return;
        }
        for (HclBlock role : system.nodeRoles()) {
            RoleReference reference = RoleReference.of(role, system.terraform());
            if (!hasAccess(reference, system)) {
                findings.add(error(
                                role.mark(),
                                "the nodes' role `" + reference.reference()
                                        + "` has no access entry: no node can join the cluster")
                        .found(
                                "no aws_eks_access_entry, access_entries, aws_auth_roles or aws-auth ConfigMap that names it")
                        .expected("an access entry of type EC2_LINUX for `" + reference.reference() + ".arn`")
                        .consequence(
                                "instances start and are billed, never become nodes, and are ended after 15 minutes; then the"
                                        + " next ones start")
                        .help("add resource \"aws_eks_access_entry\" with principal_arn = " + reference.reference()
                                + ".arn and type = \"EC2_LINUX\", or on version 19 of the module an item of aws_auth_roles with"
                                + " manage_aws_auth_configmap = true"));
            }
        }
    }

    private static boolean hasAccess(RoleReference role, ReviewedSystem system) {
        Terraform terraform = system.terraform();
        for (HclBlock block : terraform.blocks()) {
            boolean entry = block.type().equals("resource")
                    && (List.of("aws_eks_access_entry", "aws_eks_node_group").contains(block.label(0))
                            || block.label(0).contains("config_map"));
            if ((entry || block.type().equals("locals")) && role.isIn(block.text())
                    || ARGUMENTS.stream()
                            .anyMatch(a -> argument(block, a).filter(role::isIn).isPresent())) {
                return true;
            }
        }
        boolean command = system.sources().commands().stream()
                .anyMatch(c -> (c.has("iamidentitymapping") || c.has("create-access-entry"))
                        && (role.name().isEmpty() || c.text().contains(role.name())));
        return command || inConfigMap(role, system);
    }

    private static Optional<String> argument(HclBlock block, String name) {
        return block.type().equals("module")
                ? block.body()
                        .get(name)
                        .map(v -> v.text())
                        .or(() -> block.body().object(name).map(HclBody::toString))
                : Optional.empty();
    }

    private static boolean inConfigMap(RoleReference role, ReviewedSystem system) {
        return system.manifests().all().stream()
                .filter(m -> m.header().kind().equals("ConfigMap")
                        && m.header().name().equals("aws-auth"))
                .anyMatch(m -> role.name().isEmpty()
                        || m.tree().textAt("data", "mapRoles").orElse("").contains(role.name()));
    }
}
