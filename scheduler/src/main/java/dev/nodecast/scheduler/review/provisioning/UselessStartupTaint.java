package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;

/** A startup taint that Kubernetes sets and removes by itself. */
public final class UselessStartupTaint extends Rule {

    private static final List<String> OWN = List.of(
            "node.kubernetes.io/not-ready",
            "node.kubernetes.io/unreachable",
            "node.cloudprovider.kubernetes.io/uninitialized");

    /** The rule. */
    public UselessStartupTaint() {
        super(
                "NC1208",
                "A startup taint that the node lifecycle controls anyway",
                "A startup taint holds pods back until something removes it: an agent that has finished its work on the node."
                        + " Taints of the node lifecycle, such as not-ready, are set and removed by Kubernetes according to the"
                        + " node's condition; as startup taints they add nothing and wait for nothing, in particular not for the"
                        + " GPU's device plugin.",
                "https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecstartuptaints");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Pool pool : system.pools()) {
            for (Taint taint : pool.value().template().startupTaints()) {
                if (OWN.contains(taint.key())) {
                    findings.add(
                            note(
                                            pool.templateMark("startupTaints"),
                                            "the startup taint `" + taint.key() + "` adds nothing")
                                    .field("spec.template.spec.startupTaints")
                                    .found("a taint that Kubernetes sets and removes with the node's condition")
                                    .expected("a taint that an agent on the node removes when it is done")
                                    .consequence("pods are not held back for the device plugin or for the model cache")
                                    .help(
                                            "remove it; Karpenter waits for the GPU resource by itself before it calls the node initialized"));
                }
            }
        }
    }
}
