package dev.nodecast.aws.ec2.userdata;

import dev.nodecast.scheduler.model.Taint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The flags with which kubelet is started where it is not configured by a file. */
final class KubeletFlags {

    private KubeletFlags() {}

    /** All, in a fixed order. */
    static List<String> of(NodeSetup setup) {
        Map<String, Object> kubelet = setup.kubelet();
        List<String> flags = new ArrayList<>();
        addLabels(flags, setup);
        flags.add("--register-with-taints=\""
                + setup.taints().stream().map(KubeletFlags::text).collect(Collectors.joining(",")) + "\"");
        addValue(flags, "--max-pods", kubelet.get("maxPods"));
        addValue(flags, "--pods-per-core", kubelet.get("podsPerCore"));
        addPairs(flags, "--system-reserved", kubelet.get("systemReserved"), "=");
        addPairs(flags, "--kube-reserved", kubelet.get("kubeReserved"), "=");
        addPairs(flags, "--eviction-hard", kubelet.get("evictionHard"), "<");
        addPairs(flags, "--eviction-soft", kubelet.get("evictionSoft"), "<");
        addPairs(flags, "--eviction-soft-grace-period", kubelet.get("evictionSoftGracePeriod"), "=");
        addValue(flags, "--eviction-max-pod-grace-period", kubelet.get("evictionMaxPodGracePeriod"));
        addValue(flags, "--image-gc-high-threshold", kubelet.get("imageGCHighThresholdPercent"));
        addValue(flags, "--image-gc-low-threshold", kubelet.get("imageGCLowThresholdPercent"));
        addValue(flags, "--cpu-cfs-quota", kubelet.get("cpuCFSQuota"));
        return flags;
    }

    /** The flag of the node's labels, where there are any. */
    static void addLabels(List<String> flags, NodeSetup setup) {
        if (!setup.labels().isEmpty()) {
            flags.add("--node-labels=\"" + pairs(setup.labels(), "=") + "\"");
        }
    }

    private static void addValue(List<String> flags, String name, @Nullable Object value) {
        if (value != null) {
            flags.add(name + "=" + value);
        }
    }

    private static void addPairs(List<String> flags, String name, @Nullable Object value, String separator) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            flags.add(name + "=\"" + pairs(map, separator) + "\"");
        }
    }

    private static String pairs(Map<?, ?> map, String separator) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + separator + entry.getValue())
                        .collect(Collectors.joining(","));
    }

    /** As kubelet reads it: {@code key=value:Effect}, without a value {@code key:Effect}. */
    private static String text(Taint taint) {
        return taint.key() + (taint.value().isEmpty() ? "" : "=" + taint.value()) + ":"
                + taint.effect().text();
    }
}
