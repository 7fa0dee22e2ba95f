package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The pods that stand for a CapacityBuffer: they wait for ever, so that nodes are launched and kept for them, and no
 * kube-scheduler ever hears of them (Karpenter {@code capacitybuffer} and {@code state/virtualpods}).
 */
public final class VirtualPods {

    private static final String MARK = "karpenter.sh/capacity-buffer-fake-pod";
    private static final String BUFFER_NAME = "karpenter.sh/capacity-buffer-name";
    private static final String BUFFER_NAMESPACE = "karpenter.sh/capacity-buffer-namespace";

    /** Of the pods of one size they come last. Karpenter makes them anew again and again, which comes to the same. */
    private static final long YOUNGEST_NS = Long.MAX_VALUE;

    private VirtualPods() {}

    /** Whether a pod is a virtual one. */
    public static boolean virtual(Pod pod) {
        return pod.meta().annotations().has(MARK, "true");
    }

    /** The buffer that a pod stands for; empty where it is a real one. */
    public static Optional<ObjectKey> buffer(Pod pod) {
        String name = pod.meta().annotations().get(BUFFER_NAME);
        return virtual(pod) && name != null
                ? Optional.of(new ObjectKey(pod.meta().namespace(), name))
                : Optional.empty();
    }

    /**
     * How many chunks a buffer has: the larger of {@code replicas} and {@code percentage}, at most what fits its limits; as
     * many as fit them where neither is given. A positive percentage of a positive number is 1 at least.
     *
     * @param scalable the replicas of the workload that it follows; empty where it follows none
     */
    public static int count(CapacityBuffer buffer, PodSpec chunk, OptionalInt scalable) {
        OptionalInt wanted = wanted(buffer, scalable);
        OptionalInt fitting = fitting(buffer.limits(), chunk.requests());
        if (wanted.isEmpty()) {
            return fitting.orElse(0);
        }
        return fitting.isEmpty() ? wanted.getAsInt() : Math.min(wanted.getAsInt(), fitting.getAsInt());
    }

    private static OptionalInt wanted(CapacityBuffer buffer, OptionalInt scalable) {
        List<Integer> sizes = new ArrayList<>();
        Integer percentage = buffer.percentage();
        if (percentage != null && scalable.orElse(0) > 0) {
            long share = Math.ceilDiv((long) scalable.orElse(0) * percentage, 100);
            sizes.add((int) Math.min(Integer.MAX_VALUE, share));
        }
        Integer replicas = buffer.replicas();
        if (replicas != null) {
            sizes.add(replicas);
        }
        return sizes.stream().mapToInt(Integer::intValue).max();
    }

    /** How often the requests fit the limits; empty where no limit is about anything that is asked for. */
    private static OptionalInt fitting(Resources limits, Resources requests) {
        long fitting = Long.MAX_VALUE;
        for (String resource : limits.names()) {
            long request = resource.equals(Resources.PODS) ? 0 : requests.get(resource);
            if (request > 0) {
                fitting = Math.min(fitting, limits.get(resource) / request);
            }
        }
        return fitting == Long.MAX_VALUE
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.min(Integer.MAX_VALUE, fitting));
    }

    /** The pods of a buffer of so many chunks. */
    public static List<Pod> of(CapacityBuffer buffer, PodTemplate template, int count) {
        PodSpec chunk = template.spec().asPlaceholder();
        List<Pod> pods = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            pods.add(new Pod(meta(buffer, template, i), chunk, Pod.Phase.PENDING, null, true, false, null));
        }
        return pods;
    }

    private static ObjectMeta meta(CapacityBuffer buffer, PodTemplate template, int number) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(MARK, "true");
        annotations.put(BUFFER_NAME, buffer.meta().name());
        annotations.put(BUFFER_NAMESPACE, buffer.meta().namespace());
        return new ObjectMeta(
                buffer.meta().namespace(),
                "capacity-buffer-" + buffer.meta().name() + "-" + number,
                buffer.meta().uid() + "-" + number,
                template.labels(),
                Labels.of(annotations),
                null,
                YOUNGEST_NS,
                null);
    }
}
