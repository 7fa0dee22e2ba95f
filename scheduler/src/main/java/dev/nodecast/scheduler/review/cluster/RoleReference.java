package dev.nodecast.scheduler.review.cluster;

import dev.nodecast.scheduler.review.source.HclBlock;
import dev.nodecast.scheduler.review.system.Terraform;

/**
 * How other code may speak of a role.
 *
 * @param reference {@code aws_iam_role.NAME}
 * @param name the role's name; empty where it is computed
 */
record RoleReference(String reference, String name) {

    static RoleReference of(HclBlock role, Terraform terraform) {
        String name = role.body().get("name").map(terraform::resolve).orElse("");
        return new RoleReference("aws_iam_role." + role.label(1), name.contains("${") ? "" : name);
    }

    /** Whether a text speaks of the role. */
    boolean isIn(String text) {
        int at = text.indexOf(reference);
        while (at >= 0) {
            int end = at + reference.length();
            boolean whole = end == text.length()
                    || !(Character.isLetterOrDigit(text.charAt(end))
                            || text.charAt(end) == '_'
                            || text.charAt(end) == '-');
            if (whole) {
                return true;
            }
            at = text.indexOf(reference, at + 1);
        }
        return !name.isEmpty() && text.contains(name);
    }
}
