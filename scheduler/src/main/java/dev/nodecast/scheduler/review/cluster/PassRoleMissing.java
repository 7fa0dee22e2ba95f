package dev.nodecast.scheduler.review.cluster;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.HclBlock;
import dev.nodecast.scheduler.review.source.HclBody;
import dev.nodecast.scheduler.review.system.ReviewedSystem;

/** The controller may not pass the role that its nodes have. */
public final class PassRoleMissing extends Rule {

    private static final String ARGUMENT = "karpenter_controller_node_iam_role_arns";

    /** The rule. */
    public PassRoleMissing() {
        super(
                "NC1503",
                "The controller may not pass the nodes' role",
                "To launch an instance with a role Karpenter's controller needs iam:PassRole for exactly that role. The module"
                        + " iam-role-for-service-accounts-eks allows the roles listed in karpenter_controller_node_iam_role_arns;"
                        + " the role of a managed node group is another one than that of Karpenter's instance profile.",
                "https://github.com/terraform-aws-modules/terraform-aws-iam/tree/v5.60.0/modules/iam-role-for-service-accounts-eks");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (HclBlock module : system.terraform().blocks()) {
            HclBody.Attribute roles = module.body().attribute(ARGUMENT).orElse(null);
            if (!module.type().equals("module")
                    || roles == null
                    || roles.value().text().contains("*")) {
                continue;
            }
            for (HclBlock role : system.nodeRoles()) {
                if (!RoleReference.of(role, system.terraform())
                        .isIn(roles.value().text())) {
                    report(role, roles, findings);
                }
            }
        }
    }

    private void report(HclBlock role, HclBody.Attribute roles, Diagnostics findings) {
        String name = "aws_iam_role." + role.label(1);
        findings.add(
                error(roles.nameMark(), "Karpenter's controller may not pass the role of its own nodes, `" + name + "`")
                        .field(ARGUMENT)
                        .found(roles.value().text().replaceAll("\\s+", " ")
                                + ", while the nodes' instance profile has `" + name + "`")
                        .expected("`" + name + ".arn`")
                        .consequence(
                                "every launch fails with UnauthorizedOperation (iam:PassRole): no node is ever created")
                        .help("write `" + ARGUMENT + " = [" + name + ".arn]`"));
    }
}
