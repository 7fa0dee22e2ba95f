package dev.nodecast.aws.ec2.userdata;

import dev.nodecast.aws.ec2.ClusterFacts;
import dev.nodecast.scheduler.catalog.AmiFamily;
import dev.nodecast.scheduler.model.Taint;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node is told when it boots.
 *
 * @param labels that kubelet may give its own node
 * @param taints with which it registers
 * @param kubelet settings as the node class writes them, {@code maxPods} resolved
 * @param custom the user's own user data; empty where there is none
 * @param raid0 whether local disks become its storage
 */
public record NodeSetup(
        AmiFamily family,
        ClusterFacts cluster,
        SortedMap<String, String> labels,
        List<Taint> taints,
        SortedMap<String, Object> kubelet,
        String custom,
        boolean raid0) {

    public NodeSetup {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        taints = List.copyOf(taints);
        kubelet = Collections.unmodifiableSortedMap(new TreeMap<>(kubelet));
    }

    /** The same of an instance type that takes so many pods, where the node class does not say how many. */
    public NodeSetup withMaxPods(long pods) {
        SortedMap<String, Object> settings = new TreeMap<>(kubelet);
        settings.putIfAbsent("maxPods", pods);
        return new NodeSetup(family, cluster, labels, taints, settings, custom, raid0);
    }

    /** The address of the cluster's DNS that kubelet hands to pods; empty where it finds that itself. */
    String clusterDns() {
        return kubelet.get("clusterDNS") instanceof List<?> list && !list.isEmpty()
                ? String.valueOf(list.getFirst())
                : cluster.dnsAddress();
    }
}
