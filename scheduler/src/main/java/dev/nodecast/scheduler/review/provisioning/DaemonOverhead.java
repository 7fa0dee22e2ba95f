package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.ArrayList;
import java.util.List;

/**
 * What DaemonSets take of every node of a pool: those given that can run there, and EKS's own (aws-node 50 millicores,
 * kube-proxy 100) where they are not among them. Source: manifests of amazon-vpc-cni-k8s (two containers of 25m each) and of
 * EKS's kube-proxy add-on.
 *
 * @param requests together
 * @param names of the DaemonSets counted
 */
record DaemonOverhead(Resources requests, List<String> names) {

    private record EksDaemon(String name, long cpuMilli) {}

    private static final List<EksDaemon> EKS = List.of(new EksDaemon("aws-node", 50), new EksDaemon("kube-proxy", 100));

    static DaemonOverhead on(Pool pool, ReviewedSystem system) {
        Resources sum = Resources.NONE;
        List<String> names = new ArrayList<>();
        for (Manifest<DaemonSet> daemon : system.manifests().of(DaemonSet.class)) {
            PodSpec pod = daemon.value().template().spec();
            if (pool.taintsAgainst(pod).isEmpty() && pool.labelsSuit(pod)) {
                sum = sum.plus(pod.requests());
                names.add(daemon.header().name());
            }
        }
        for (EksDaemon daemon : EKS) {
            if (!names.contains(daemon.name)) {
                sum = sum.plus(Resources.of(Resources.CPU, daemon.cpuMilli).with(Resources.PODS, 1));
                names.add(daemon.name);
            }
        }
        return new DaemonOverhead(sum, List.copyOf(names));
    }
}
