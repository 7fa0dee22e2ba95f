package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;

/** A fragment of a NodePool in a text, in a form that v1 does not take. Whole objects are judged when they are read. */
public final class QuotedBetaForm extends Rule {

    private static final String UNDERUTILIZED = "WhenUnderutilized";

    /** The rule. */
    public QuotedBetaForm() {
        super(
                "NC1214",
                "A text shows a v1beta1 form",
                "In karpenter.sh/v1 the policy WhenUnderutilized is called WhenEmptyOrUnderutilized and consolidateAfter goes with"
                        + " every policy; v1beta1 refuses it with WhenUnderutilized.",
                "https://karpenter.sh/v1.0/upgrading/v1-migration/");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (MapNode document : system.sources().documents()) {
            MapNode block = document.get("disruption").orElse(null) instanceof MapNode inner ? inner : document;
            block.entry("consolidationPolicy")
                    .filter(e -> block.textAt("consolidationPolicy").orElse("").equals(UNDERUTILIZED))
                    .ifPresent(e -> findings.add(warning(e.value().mark(), "this shows a v1beta1 form of a NodePool")
                            .field("disruption.consolidationPolicy")
                            .found("`" + UNDERUTILIZED + "`"
                                    + (block.get("consolidateAfter").isPresent()
                                            ? " with consolidateAfter, which v1beta1 refuses"
                                            : ""))
                            .expected("in v1: `consolidationPolicy: WhenEmptyOrUnderutilized`")
                            .consequence("Karpenter 1.1 and later refuse an object that is copied from here")
                            .help("write the v1 form")));
        }
    }
}
