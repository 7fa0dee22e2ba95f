package dev.nodecast.scheduler.review.worker;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Workload;

/** An image whose tag moves. */
public final class FloatingImage extends Rule {

    /** The rule. */
    public FloatingImage() {
        super(
                "NC1405",
                "An image without a fixed tag",
                "With `latest`, or no tag, each node may run another version, and kubelet asks the registry at every start"
                        + " (imagePullPolicy Always), which makes every new worker depend on it.",
                "https://kubernetes.io/docs/concepts/containers/images/#image-names");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Workload workload : system.workloads()) {
            for (MapNode container : workload.containers()) {
                String image = container.textAt("image").orElse("");
                String last = image.substring(image.lastIndexOf('/') + 1);
                boolean floats =
                        !image.isEmpty() && !image.contains("@") && (!last.contains(":") || last.endsWith(":latest"));
                if (floats) {
                    findings.add(warning(
                                    container.get("image").map(TreeNode::mark).orElse(container.mark()),
                                    "the image of " + workload + " has no fixed tag")
                            .field("spec.template.spec.containers")
                            .found("`" + image + "`")
                            .expected("a version or a digest")
                            .consequence(
                                    "workers on different nodes may run different code, and none starts while the registry is"
                                            + " out of reach")
                            .help("name a version, or `@sha256:…`"));
                }
            }
        }
    }
}
