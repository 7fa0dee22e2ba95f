package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.catalog.InstanceFacts;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;
import java.util.Optional;

/** The vCPU quotas of EC2 that a GPU pool can use up before its own limits hold. */
public final class VcpuQuotas extends Rule {

    /** The rule. */
    public VcpuQuotas() {
        super(
                "NC1207",
                "The vCPU quotas that a pool can ask for",
                "EC2 limits running vCPUs per region, account and class of families, separately for on-demand (G and VT: quota"
                        + " L-DB2E81BA) and spot (G and VT: L-3819A6DF). New accounts start at or near zero for GPU families."
                        + " Karpenter's limits do not know them; at the quota launches fail with VcpuLimitExceeded or"
                        + " MaxSpotInstanceCountExceeded.",
                "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html#ec2-on-demand-instances-limits");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Pool pool : system.pools()) {
            List<InstanceType> gpuTypes = pool.types().stream()
                    .filter(t -> List.of("g", "gr", "vt").contains(category(pool, t)))
                    .filter(t -> t.capacity().get(Resources.NVIDIA_GPU) > 0)
                    .toList();
            Optional<Bounds> bounds = bounds(pool.value(), gpuTypes);
            if (bounds.isPresent()) {
                report(pool, bounds.get(), findings);
            }
        }
    }

    private static String category(Pool pool, InstanceType type) {
        InstanceFacts facts = pool.facts().get(type.name());
        return facts == null ? "" : facts.category();
    }

    private record Bounds(long leastVcpu, long mostVcpu, String least, String most) {}

    /** vCPUs at the pool's limits if all its nodes are of the type with fewest or most vCPUs per GPU. */
    private static Optional<Bounds> bounds(NodePool pool, List<InstanceType> types) {
        long gpuLimit = pool.limits().get(Resources.NVIDIA_GPU);
        if (types.isEmpty() || !pool.limits().names(Resources.NVIDIA_GPU) || gpuLimit <= 0) {
            return Optional.empty();
        }
        InstanceType least = types.getFirst();
        InstanceType most = types.getFirst();
        for (InstanceType type : types) {
            least = vcpuAt(type, gpuLimit) < vcpuAt(least, gpuLimit) ? type : least;
            most = vcpuAt(type, gpuLimit) > vcpuAt(most, gpuLimit) ? type : most;
        }
        long cpuLimit = pool.limits().names(Resources.CPU) ? pool.limits().cpuMilli() / 1_000 : Long.MAX_VALUE;
        return Optional.of(new Bounds(
                Math.min(cpuLimit, vcpuAt(least, gpuLimit)),
                Math.min(cpuLimit, vcpuAt(most, gpuLimit)),
                least.name(),
                most.name()));
    }

    private static long vcpuAt(InstanceType type, long gpus) {
        return gpus
                / type.capacity().get(Resources.NVIDIA_GPU)
                * (type.capacity().cpuMilli() / 1_000);
    }

    private void report(Pool pool, Bounds bounds, Diagnostics findings) {
        String quotas = (pool.spot() ? "spot: All G and VT Spot Instance Requests (L-3819A6DF)" : "")
                + (pool.spot() && pool.onDemand() ? "; " : "")
                + (pool.onDemand() ? "on-demand: Running On-Demand G and VT instances (L-DB2E81BA)" : "");
        findings.add(note(
                        pool.manifest().markAt("spec", "limits"),
                        "pool `" + pool.name() + "` can ask for up to " + bounds.mostVcpu()
                                + " vCPUs of the G and VT quota")
                .field("spec.limits")
                .found(pool.value().limits().get(Resources.NVIDIA_GPU) + " GPUs: " + bounds.leastVcpu() + " vCPUs with "
                        + bounds.least() + ", " + bounds.mostVcpu() + " with " + bounds.most())
                .expected("quotas of at least that in the region; " + quotas)
                .consequence(
                        "at the quota launches fail, though the pool's own limit is not reached; new accounts begin with"
                                + " little or nothing")
                .help("look the quotas up in Service Quotas and ask for an increase before the first launch"));
    }
}
