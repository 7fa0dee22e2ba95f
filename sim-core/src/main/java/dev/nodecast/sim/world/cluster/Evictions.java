package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * The Eviction API and the disruption controller that keeps the budgets' status (Kubernetes {@code
 * registry/core/pod/storage/eviction.go}, {@code controller/disruption}).
 */
public final class Evictions implements ClusterEvents {

    private static final long OWN_GRACE_PERIOD = -1;

    private final Simulation simulation;
    private final ApiServer api;
    private final Watch watch;
    private final ToIntFunction<ObjectKey> wantedReplicas;
    private final List<Budget> budgets = new ArrayList<>();

    private static final class Budget {
        final Set<SimPod> covered = new LinkedHashSet<>();
        PodDisruptionBudget observed;
        int healthy;
        int desiredHealthy;
        boolean updating;

        Budget(PodDisruptionBudget observed) {
            this.observed = observed;
        }
    }

    /** @param wantedReplicas the replicas that a workload should have */
    public Evictions(Simulation simulation, ApiServer api, Watch watch, ToIntFunction<ObjectKey> wantedReplicas) {
        this.simulation = simulation;
        this.api = api;
        this.watch = watch;
        this.wantedReplicas = wantedReplicas;
    }

    /** The budget exists from now on. */
    public void add(PodDisruptionBudget budget) {
        budgets.add(new Budget(budget));
        watch.publish(new Observation.BudgetObserved(budget));
    }

    /** Evicts a pod with its own grace period, or publishes the refusal. */
    public void evict(ObjectKey key) {
        evict(key, OWN_GRACE_PERIOD);
    }

    /** Evicts a pod with a grace period in seconds, negative for its own; returns whether it may go. */
    boolean evict(ObjectKey key, long gracePeriodSeconds) {
        SimPod pod = api.pod(key);
        if (pod == null) {
            return true;
        }
        if (!pod.deleting() && !allowed(pod)) {
            watch.publish(new Observation.EvictionRefused(key));
            return false;
        }
        long graceSeconds = gracePeriodSeconds < 0 ? pod.spec().terminationGracePeriodSeconds() : gracePeriodSeconds;
        api.markDeleting(pod, simulation.now() + graceSeconds * Seconds.NS);
        return true;
    }

    private boolean allowed(SimPod pod) {
        if (pod.phase() != Pod.Phase.RUNNING) {
            return true;
        }
        List<Budget> covering =
                budgets.stream().filter(budget -> budget.covered.contains(pod)).toList();
        if (covering.isEmpty()) {
            return true;
        }
        if (covering.size() > 1) {
            return false; // the API answers 500: "This pod has more than one PodDisruptionBudget"
        }
        Budget budget = covering.getFirst();
        update(budget);
        if (!pod.ready()) {
            return budget.observed.alwaysEvictUnhealthy()
                    || (budget.healthy >= budget.desiredHealthy && budget.desiredHealthy > 0);
        }
        return budget.observed.disruptionsAllowed() > 0;
    }

    /** Of pods that are to go in this order, those that would break a budget (kube-scheduler looks at the status only). */
    public List<SimPod> breaking(List<SimPod> pods) {
        if (budgets.isEmpty()) {
            return List.of();
        }
        Map<Budget, Integer> left = new LinkedHashMap<>();
        List<SimPod> breaking = new ArrayList<>();
        for (SimPod pod : pods) {
            boolean breaks = false;
            for (Budget budget : budgets) {
                if (budget.covered.contains(pod)) {
                    int after = left.getOrDefault(budget, budget.observed.disruptionsAllowed()) - 1;
                    left.put(budget, after);
                    breaks |= after < 0;
                }
            }
            if (breaks) {
                breaking.add(pod);
            }
        }
        return breaking;
    }

    @Override
    public void podCreated(SimPod pod) {
        Pod observed = pod.observed();
        for (Budget budget : budgets) {
            if (budget.observed.covers(observed)) {
                budget.covered.add(pod);
                updateSoon(budget);
            }
        }
    }

    @Override
    public void podReadyChanged(SimPod pod) {
        changed(pod);
    }

    @Override
    public void podDeleting(SimPod pod) {
        changed(pod);
    }

    @Override
    public void podGone(SimPod pod) {
        changed(pod);
        budgets.forEach(budget -> budget.covered.remove(pod));
    }

    private void changed(SimPod pod) {
        for (Budget budget : budgets) {
            if (budget.covered.contains(pod)) {
                updateSoon(budget);
            }
        }
    }

    private void updateSoon(Budget budget) {
        if (!budget.updating) {
            budget.updating = true;
            simulation.schedule(0, () -> update(budget));
        }
    }

    private void update(Budget budget) {
        budget.updating = false;
        Set<ObjectKey> workloads = new LinkedHashSet<>();
        budget.healthy = 0;
        for (SimPod pod : budget.covered) {
            workloads.add(pod.workload());
            if (pod.ready() && !pod.deleting()) {
                budget.healthy++;
            }
        }
        int expected = workloads.stream().mapToInt(wantedReplicas).sum();
        PodDisruptionBudget pdb = budget.observed;
        if (pdb.maxUnavailable() != null) {
            budget.desiredHealthy = Math.max(0, expected - pdb.maxUnavailable().ofRoundedUp(expected));
        } else {
            budget.desiredHealthy =
                    pdb.minAvailable() == null ? 0 : pdb.minAvailable().ofRoundedUp(expected);
        }
        int allowed = expected <= 0 ? 0 : Math.max(0, budget.healthy - budget.desiredHealthy);
        if (allowed != pdb.disruptionsAllowed()) {
            budget.observed = new PodDisruptionBudget(
                    pdb.meta(),
                    pdb.selector(),
                    pdb.minAvailable(),
                    pdb.maxUnavailable(),
                    pdb.alwaysEvictUnhealthy(),
                    allowed);
            watch.publish(new Observation.BudgetObserved(budget.observed));
        }
    }
}
