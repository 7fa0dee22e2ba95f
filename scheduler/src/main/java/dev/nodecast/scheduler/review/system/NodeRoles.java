package dev.nodecast.scheduler.review.system;

import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.review.source.HclBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the IAM roles, written as resources, under which the nodes that Karpenter launches act. */
public final class NodeRoles {

    private static final Pattern ROLE = Pattern.compile("\\baws_iam_role\\.([A-Za-z0-9_\\-]+)");

    private NodeRoles() {}

    /** The roles' resources: those that EC2NodeClasses name, or without these those of instance profiles for Karpenter. */
    static List<HclBlock> of(Terraform terraform, List<Ec2NodeClass> classes) {
        List<HclBlock> roles = new ArrayList<>();
        for (HclBlock profile : terraform.resources("aws_iam_instance_profile")) {
            String name = profile.body().get("name").map(terraform::resolve).orElse(profile.label(1));
            boolean used = classes.isEmpty()
                    ? profile.text().toLowerCase(java.util.Locale.ROOT).contains("karpenter")
                    : classes.stream().anyMatch(c -> same(c.identity().instanceProfile(), name));
            if (used) {
                roleOf(terraform, profile).ifPresent(roles::add);
            }
        }
        for (HclBlock role : terraform.resources("aws_iam_role")) {
            String name = role.body().get("name").map(terraform::resolve).orElse(role.label(1));
            if (classes.stream().anyMatch(c -> same(c.identity().role(), name))) {
                roles.add(role);
            }
        }
        return roles.stream().distinct().toList();
    }

    private static Optional<HclBlock> roleOf(Terraform terraform, HclBlock profile) {
        Matcher matcher =
                ROLE.matcher(profile.body().get("role").map(v -> v.text()).orElse(""));
        if (!matcher.find()) {
            return Optional.empty();
        }
        return terraform.resources("aws_iam_role").stream()
                .filter(role -> role.label(1).equals(matcher.group(1)))
                .findFirst();
    }

    /** Equal, as far as what is computed in the second is left open. */
    private static boolean same(String wanted, String written) {
        if (wanted.isEmpty()) {
            return false;
        }
        if (!written.contains("${")) {
            return wanted.equals(written);
        }
        StringBuilder pattern = new StringBuilder();
        for (String literal : written.split("\\$\\{[^}]*}", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
        }
        return wanted.matches(pattern.toString());
    }
}
