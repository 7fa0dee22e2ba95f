package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;

/** A pool that names an EC2NodeClass which is not among those given. */
public final class NodeClassMissing extends Rule {

    /** The rule. */
    public NodeClassMissing() {
        super(
                "NC1209",
                "The EC2NodeClass of a pool is missing",
                "A pool without its EC2NodeClass is not ready and launches nothing. Reported only where other EC2NodeClasses are"
                        + " among the inputs.",
                "https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecnodeclassref");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        List<String> names = system.manifests().values(Ec2NodeClass.class).stream()
                .map(Ec2NodeClass::name)
                .toList();
        for (Pool pool : system.pools()) {
            var ref = pool.value().template().nodeClassRef();
            if (!names.isEmpty() && ref.kind().equals("EC2NodeClass") && !names.contains(ref.name())) {
                findings.add(warning(
                                pool.templateMark("nodeClassRef"),
                                "pool `" + pool.name() + "` names an EC2NodeClass that is not given")
                        .field("spec.template.spec.nodeClassRef.name")
                        .found("`" + ref.name() + "`; given are " + names)
                        .expected("the name of an EC2NodeClass")
                        .consequence("the pool is not ready and launches nothing")
                        .help("correct the name, or add the EC2NodeClass"));
            }
        }
    }
}
