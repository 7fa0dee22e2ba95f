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
 * @param prefetch jobs that a pod holds beside those it works on, which nobody else can take and no queue length counts:
 *     with Celery's acks_late and worker_prefetch_multiplier m this is (m - 1) × concurrency, without acks_late m × it
 * @param speed how fast an instance type works, by its name: a job takes its service time divided by this; 1 for types
 *     not named
 * @param uses what a pod uses, by resource ({@code cpu}, {@code memory}) or by the name of a metric of pods
 */
public record WorkerSpec(
        ObjectKey deployment,
        List<Integer> queues,
        int concurrency,
        int prefetch,
        SortedMap<String, Double> speed,
        WorkerBehaviour behaviour,
        SortedMap<String, PodUse> uses) {

    public WorkerSpec {
        queues = List.copyOf(queues);
        speed = Collections.unmodifiableSortedMap(new TreeMap<>(speed));
        uses = Collections.unmodifiableSortedMap(new TreeMap<>(uses));
        if (concurrency < 1 || prefetch < 0 || queues.isEmpty()) {
            throw new IllegalArgumentException("workers of " + deployment + ": found a concurrency of " + concurrency
                    + ", a prefetch of "
                    + prefetch + " and " + queues.size() + " queues, expected at least 1, 0 and 1");
        }
    }

    /** One job at a time, equally fast everywhere. */
    public static WorkerSpec of(ObjectKey deployment, List<Integer> queues, WorkerBehaviour behaviour) {
        return new WorkerSpec(deployment, queues, 1, 0, new TreeMap<>(), behaviour, new TreeMap<>());
    }
}
