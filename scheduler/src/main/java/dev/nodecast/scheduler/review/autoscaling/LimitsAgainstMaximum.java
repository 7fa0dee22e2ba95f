package dev.nodecast.scheduler.review.autoscaling;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;

/** The limits of the pools that can take a workload's pods, against the most pods its autoscaler asks for. */
public final class LimitsAgainstMaximum extends Rule {

    /** The rule. */
    public LimitsAgainstMaximum() {
        super(
                "NC1107",
                "The pools' GPU limit and the autoscaler's maximum",
                "A NodePool launches nothing beyond its limits. A node that is being replaced, by interruption, expiry or drift,"
                        + " counts until it is gone, and a rolling update runs more pods than the maximum for a while. So the"
                        + " limit should leave room above the autoscaler's maximum; below it pods wait for ever.",
                "https://karpenter.sh/docs/concepts/nodepools/#speclimits");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (ScalerView scaler : ScalerView.of(system)) {
            long perPod = scaler.target().gpus();
            List<Pool> pools = system.poolsFor(scaler.target());
            boolean unlimited = pools.stream().anyMatch(p -> !p.value().limits().names(Resources.NVIDIA_GPU));
            if (perPod == 0 || pools.isEmpty() || unlimited) {
                continue;
            }
            long limit = pools.stream()
                    .mapToLong(p -> p.value().limits().get(Resources.NVIDIA_GPU))
                    .sum();
            compare(scaler, pools, perPod * scaler.maxReplicas(), limit, findings);
        }
    }

    private void compare(ScalerView scaler, List<Pool> pools, long wanted, long limit, Diagnostics findings) {
        String names =
                String.join(", ", pools.stream().map(p -> "`" + p.name() + "`").toList());
        String found = "up to " + scaler.maxReplicas() + " pods with " + wanted
                + " GPUs; the pools that can take them (" + names + ") may have " + limit;
        if (wanted > limit) {
            findings.add(warning(scaler.maxMark(), "the GPU limit is below what " + scaler.header() + " can ask for")
                    .found(found)
                    .expected("a GPU limit above " + wanted)
                    .consequence((wanted - limit) + " GPUs' worth of pods wait for ever at the maximum")
                    .help("raise `limits: { nvidia.com/gpu }` or lower the maximum to " + limit));
        } else if (wanted == limit) {
            findings.add(note(scaler.maxMark(), "the GPU limit is exactly what " + scaler.header() + " can ask for")
                    .found(found)
                    .expected("some room above the maximum")
                    .consequence(
                            "at the maximum no replacement of an interrupted or expired node, and no extra pod of a rolling"
                                    + " update, finds a GPU before an old one is gone")
                    .help("raise the limit by the nodes that may be replaced at once"));
        }
    }
}
