package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;

/** A pool whose requirements leave no instance type. */
public final class RequirementsMatchNoType extends Rule {

    /** The rule. */
    public RequirementsMatchNoType() {
        super(
                "NC1204",
                "No instance type fulfils a pool's requirements",
                "Karpenter ignores a pool for which no instance type fulfils all requirements at once. Where the requirements"
                        + " name types that the catalogue does not know, only a warning is given: they may be new.",
                "https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecrequirements");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Pool pool : system.pools()) {
            if (!pool.types().isEmpty()
                    || pool.value().template().requirements().isEmpty()) {
                continue;
            }
            boolean allKnown = pool.unknownTypes().isEmpty();
            boolean families = !pool.hasRequirement(WellKnown.INSTANCE_TYPE);
            String where = system.region().map(r -> " in " + r).orElse("");
            var diagnostic = allKnown && !families
                    ? error(
                            pool.templateMark("requirements"),
                            "no instance type fulfils the requirements of pool `" + pool.name() + "`")
                    : warning(
                            pool.templateMark("requirements"),
                            "no instance type that is known" + where + " fulfils the requirements of pool `"
                                    + pool.name() + "`");
            findings.add(diagnostic
                    .field("spec.template.spec.requirements")
                    .found(String.join("; ", texts(pool)))
                    .expected("requirements that at least one instance type fulfils")
                    .consequence("Karpenter ignores the pool")
                    .help("check the names of types and families, and architecture against types"));
        }
    }

    private static List<String> texts(Pool pool) {
        return pool.value().template().requirements().stream()
                .map(r -> r.key() + " " + r.operator().text() + " " + r.values())
                .toList();
    }
}
