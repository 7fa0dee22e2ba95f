package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.decide.CaseFolder;
import dev.nodecast.scheduler.decide.DecisionInput;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.eviction.EvictionLimits;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.provisioning.Problem;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.Solver;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Asks for every node of a large cluster in turn where its pods would go without it, as single-node consolidation does. */
final class WhatIfBench {

    private WhatIfBench() {}

    public static void main(String[] args) {
        for (String name : List.of("disbench-tight-1000", "disbench-loose-1000")) {
            String objects = "bench/" + name + "/input.yaml.gz";
            DecisionInput input = new CaseFolder()
                    .read(
                            ReferenceData.ROOT.resolve("bench", name),
                            SourceText.of(objects, ReferenceData.text(objects)));
            ClusterState cluster = input.cluster();
            List<InstanceType> types =
                    input.instanceTypes().apply(cluster.pools().iterator().next());
            Solver solver = new Solver(SolverOptions.DEFAULT);
            for (int i = 0; i < Integer.getInteger("passes", 3); i++) {
                pass(name, cluster, types, solver);
            }
        }
    }

    private static void pass(String name, ClusterState cluster, List<InstanceType> types, Solver solver) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int deletable = 0;
        int replaceable = 0;
        List<StateNode> all = List.copyOf(cluster.nodes());
        for (StateNode candidate : all) {
            List<StateNode> others = new ArrayList<>(all);
            others.remove(candidate);
            List<Pod> moved = candidate.pods().stream()
                    .filter(EvictionLimits::reschedulable)
                    .toList();
            Solution solution =
                    solver.solve(new Problem(moved, others, List.copyOf(cluster.pools()), pool -> types, cluster, 0L));
            if (solution.unplaced().isEmpty() && solution.claims().isEmpty()) {
                deletable++;
            } else if (solution.claims().size() == 1) {
                replaceable++;
            }
        }
        long us = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1_000 / all.size();
        System.out.printf(
                "%s: %d µs of CPU a what-if over %d nodes; %d deletable, %d replaceable by one%n",
                name, us, all.size(), deletable, replaceable);
    }
}
