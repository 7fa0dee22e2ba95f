package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.trace.TimeSeries;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.sim.world.spec.PlannedAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Deployments whose replicas are as recorded: somebody scales them, and no autoscaler does. */
final class ReplicaMapping {

    private final Scenario scenario;

    ReplicaMapping(Scenario scenario) {
        this.scenario = scenario;
    }

    /** The recorded scalings, in order of time; those of one time in the order of the scenario. */
    List<PlannedAction> actions() {
        List<PlannedAction> actions = new ArrayList<>();
        scenario.traces()
                .replicas()
                .forEach((deployment, series) -> add(actions, WorkloadNames.key(deployment), series));
        actions.sort(Comparator.comparingLong(PlannedAction::atNs));
        return actions;
    }

    private static void add(List<PlannedAction> actions, ObjectKey deployment, TimeSeries series) {
        int before = -1;
        for (int i = 0; i < series.size(); i++) {
            int replicas = (int) Math.max(0, Math.round(series.value(i)));
            if (replicas != before) {
                long atNs = Math.max(0, series.timeNs(i));
                actions.add(new PlannedAction(atNs, new PlannedAction.Change.Scale(deployment, replicas)));
                before = replicas;
            }
        }
    }

    List<HorizontalPodAutoscaler> acting(List<HorizontalPodAutoscaler> autoscalers) {
        return autoscalers.stream()
                .filter(hpa -> !recorded(hpa.meta().namespace(), hpa.scaleTargetRef()))
                .toList();
    }

    List<ScaledObject> actingScaledObjects(List<ScaledObject> scaledObjects) {
        return scaledObjects.stream()
                .filter(scaled -> !recorded(scaled.meta().namespace(), scaled.scaleTargetRef()))
                .toList();
    }

    private boolean recorded(String namespace, ObjectReference target) {
        ObjectKey key = ObjectKey.of(namespace, target.name());
        return scenario.traces().replicas().keySet().stream()
                .anyMatch(deployment -> WorkloadNames.key(deployment).equals(key));
    }
}
