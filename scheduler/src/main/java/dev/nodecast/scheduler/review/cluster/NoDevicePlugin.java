package dev.nodecast.scheduler.review.cluster;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.AmiFamilies;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Workload;
import java.util.List;

/** GPU pods and GPU pools, and nothing that makes nodes offer GPUs. */
public final class NoDevicePlugin extends Rule {

    private static final List<String> PLUGINS =
            List.of("nvidia-device-plugin", "k8s-device-plugin", "gpu-operator", "device-plugin");

    /** The rule. */
    public NoDevicePlugin() {
        super(
                "NC1506",
                "No NVIDIA device plugin",
                "Kubelet offers nvidia.com/gpu only when a device plugin has told it of the GPUs. EKS's accelerated Amazon Linux"
                        + " images hold driver and container toolkit, not the plugin, which must be installed as a DaemonSet, by"
                        + " its Helm chart or by the GPU operator. Bottlerocket's NVIDIA images and EKS Auto Mode bring it along."
                        + " Where the inputs do not say how the cluster is made, this is a note.",
                "https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-k8s-device-plugin.html");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        List<Workload> users =
                system.workloads().stream().filter(w -> w.gpus() > 0).toList();
        boolean installed = PLUGINS.stream().anyMatch(system::installs);
        if (installed) {
            checkTolerations(system, findings);
            return;
        }
        List<Pool> pools = system.pools().stream()
                .filter(Pool::hasGpus)
                .filter(p -> !users.isEmpty()
                        || p.types().stream().allMatch(t -> t.capacity().get("nvidia.com/gpu") > 0))
                .filter(p -> !bringsPlugin(system, p))
                .toList();
        if (!pools.isEmpty()) {
            SourceMark mark = users.isEmpty()
                    ? pools.getFirst().templateMark("requirements")
                    : users.getFirst().podMark("containers");
            String message = "no NVIDIA device plugin is installed, so no node ever offers a GPU";
            Diagnostic finding = isDescribed(system)
                    ? error(mark, message)
                    : note(mark, "no NVIDIA device plugin is among the inputs; without it no node offers a GPU");
            findings.add(finding.found("GPU pools "
                            + pools.stream().map(p -> "`" + p.name() + "`").toList()
                            + ", and no device plugin or GPU operator among objects, charts and commands")
                    .expected("a DaemonSet of nvcr.io/nvidia/k8s-device-plugin, its chart, or the GPU operator")
                    .consequence(
                            "pods that ask for nvidia.com/gpu never start; Karpenter's nodes are never initialized and go on"
                                    + " costing")
                    .help(
                            "helm upgrade --install nvdp nvidia-device-plugin --repo https://nvidia.github.io/k8s-device-plugin"
                                    + " --namespace kube-system"));
        }
    }

    /** Whether the inputs say how the cluster is made, so that what they lack is missing. */
    private static boolean isDescribed(ReviewedSystem system) {
        return !system.terraform().clusters().isEmpty()
                || !system.charts("karpenter").isEmpty();
    }

    private static boolean bringsPlugin(ReviewedSystem system, Pool pool) {
        boolean auto = pool.value().template().nodeClassRef().group().equals("eks.amazonaws.com");
        return auto
                || system.nodeClass(pool.value())
                        .filter(c -> AmiFamilies.of(c).contains("bottlerocket"))
                        .isPresent();
    }

    private void checkTolerations(ReviewedSystem system, Diagnostics findings) {
        for (Manifest<DaemonSet> daemon : system.manifests().of(DaemonSet.class)) {
            boolean plugin = daemon.value().template().spec().containers().stream()
                    .anyMatch(c -> c.image().contains("device-plugin"));
            for (Pool pool : plugin ? system.pools() : List.<Pool>of()) {
                var against = pool.taintsAgainst(daemon.value().template().spec());
                boolean used = system.workloads().stream().anyMatch(w -> w.gpus() > 0 && pool.serves(w));
                if (pool.hasGpus() && used && !against.isEmpty()) {
                    findings.add(error(
                                    daemon.markAt("spec", "template", "spec"),
                                    "the device plugin does not tolerate the taint of pool `" + pool.name() + "`")
                            .found("the taint `" + against.getFirst().key() + "` without a toleration")
                            .expected("a toleration of every taint of GPU pools")
                            .consequence("nodes of the pool never offer a GPU")
                            .help("add `tolerations: [{ key: "
                                    + against.getFirst().key() + ", operator: Exists }]`"));
                }
            }
        }
    }
}
