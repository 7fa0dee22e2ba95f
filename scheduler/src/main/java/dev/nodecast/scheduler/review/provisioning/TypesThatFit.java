package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which of a pool's types can hold a GPU workload's pod beside kubelet and DaemonSets, and what stays unused there. */
public final class TypesThatFit extends Rule {

    private static final int SHOWN_MAX = 12;
    private static final double GIB = 1L << 30;

    /** The rule. */
    public TypesThatFit() {
        super(
                "NC1205",
                "Which instance types can hold the pod, and what each wastes",
                "A node offers pods less than EC2 advertises: the hypervisor keeps about 7.5 % of the memory, kubelet reserves cpu"
                        + " and memory by fixed formulas, and DaemonSets take their requests. What a pod leaves on a node with one"
                        + " GPU is paid for and unused.",
                "https://karpenter.sh/docs/reference/instance-types/");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Workload workload : system.workloads()) {
            for (Pool pool : system.pools()) {
                boolean meant = workload.gpus() > 0
                        && pool.taintsAgainst(workload.pod()).isEmpty()
                        && pool.labelsSuit(workload.pod())
                        && !pool.types().isEmpty();
                if (meant) {
                    compare(workload, pool, DaemonOverhead.on(pool, system), findings);
                }
            }
        }
    }

    private void compare(Workload workload, Pool pool, DaemonOverhead daemons, Diagnostics findings) {
        Resources pod = workload.pod().requests();
        List<String> lines = new ArrayList<>();
        List<String> unfit = new ArrayList<>();
        for (InstanceType type : pool.types()) {
            Resources room = type.allocatable().minus(daemons.requests());
            if (pod.fitsIn(room)) {
                lines.add(waste(type, room, pod));
            } else {
                unfit.add(type.name());
                lines.add(type.name() + ": does not fit; " + amounts(room) + " are left for pods");
            }
        }
        String asked = amounts(pod) + ", " + workload.gpus() + " GPU" + (workload.gpus() == 1 ? "" : "s");
        int shown = Math.min(SHOWN_MAX, lines.size());
        String found = asked + " per pod beside " + String.join(", ", daemons.names()) + "\n"
                + String.join("\n", lines.subList(0, shown))
                + (lines.size() > shown ? "\nand " + (lines.size() - shown) + " more types" : "");
        findings.add(judged(workload, pool, unfit)
                .field("spec.template.spec.containers")
                .found(found));
    }

    private Diagnostic judged(Workload workload, Pool pool, List<String> unfit) {
        var mark = workload.podMark("containers");
        if (unfit.size() == pool.types().size() && pool.unknownTypes().isEmpty()) {
            return error(mark, "no instance type of pool `" + pool.name() + "` can hold a pod of " + workload)
                    .consequence("the pods stay pending for ever")
                    .help("lower the requests, or allow larger types");
        }
        if (!unfit.isEmpty() && pool.types().size() <= SHOWN_MAX) {
            return warning(
                            mark,
                            String.join(", ", unfit) + " of pool `" + pool.name() + "` cannot hold a pod of "
                                    + workload)
                    .consequence("they add nothing to the pool's choice, though they seem to")
                    .help("lower the requests so that they fit, or remove them");
        }
        return note(mark, "what each type of pool `" + pool.name() + "` leaves unused beside a pod of " + workload);
    }

    private static String waste(InstanceType type, Resources room, Resources pod) {
        long pods = copies(room, pod);
        Resources left = room;
        for (long i = 0; i < pods; i++) {
            left = left.minus(pod);
        }
        long cpuPercent = Math.round(100.0 * left.cpuMilli() / type.capacity().cpuMilli());
        long memoryPercent =
                Math.round(100.0 * left.memoryBytes() / type.capacity().memoryBytes());
        return type.name() + ": holds " + pods + "; leaves " + amounts(left) + " unused (" + cpuPercent + " % and "
                + memoryPercent + " %)";
    }

    private static long copies(Resources room, Resources pod) {
        long copies = Long.MAX_VALUE;
        for (String name : pod.names()) {
            if (pod.get(name) > 0) {
                copies = Math.min(copies, room.get(name) / pod.get(name));
            }
        }
        return copies;
    }

    private static String amounts(Resources resources) {
        return String.format(
                Locale.ROOT, "%.2f vCPU and %.1f GiB", resources.cpuMilli() / 1_000.0, resources.memoryBytes() / GIB);
    }
}
