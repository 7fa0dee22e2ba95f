package dev.nodecast.sim.world.spec;

import dev.nodecast.scheduler.model.ObjectKey;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pods of a Deployment take jobs.
 *
 * @param deployment whose pods they are
 * @param queues indices of the queues they serve, in the order they look for work: a later queue is served only while
 *     all earlier ones are empty
 * @param concurrency jobs that a pod works on at once
 * @param speed how fast an instance type works, by its name: a job takes its service time divided by this; 1 for types
 *     not named
 * @param uses what a pod uses, by resource ({@code cpu}, {@code memory}) or by the name of a metric of pods
 */
public record WorkerSpec(
        ObjectKey deployment,
        List<Integer> queues,
        int concurrency,
        SortedMap<String, Double> speed,
        WorkerBehaviour behaviour,
        SortedMap<String, PodUse> uses) {

    public WorkerSpec {
        queues = List.copyOf(queues);
        speed = Collections.unmodifiableSortedMap(new TreeMap<>(speed));
        uses = Collections.unmodifiableSortedMap(new TreeMap<>(uses));
        if (concurrency < 1 || queues.isEmpty()) {
            throw new IllegalArgumentException("workers of " + deployment + ": found a concurrency of " + concurrency
                    + " and " + queues.size() + " queues, expected at least 1 of each");
        }
    }

    /** One job at a time, equally fast everywhere. */
    public static WorkerSpec of(ObjectKey deployment, List<Integer> queues, WorkerBehaviour behaviour) {
        return new WorkerSpec(deployment, queues, 1, new TreeMap<>(), behaviour, new TreeMap<>());
    }
}
