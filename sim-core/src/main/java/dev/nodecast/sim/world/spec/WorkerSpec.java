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
 *     all earlier ones are empty, unless {@link WorkerBehaviour.Delivery#roundRobin}
 * @param concurrency jobs that a pod works on at once
 * @param prefetch jobs that a pod holds beside those it works on, which nobody else can take and no queue length counts:
 *     with Celery's acks_late and worker_prefetch_multiplier m this is (m - 1) × concurrency, without acks_late m × it
 * @param speed how fast an instance type works, by its name: a job takes its service time divided by this; 1 for types
 *     not named
 * @param uses what a pod uses, by resource ({@code cpu}, {@code memory}) or by the name of a metric of pods
 * @param batching what its concurrency means; with {@link Batching.Mode#DYNAMIC} a pod holds no jobs beside its batch
 */
public record WorkerSpec(
        ObjectKey deployment,
        List<Integer> queues,
        int concurrency,
        int prefetch,
        SortedMap<String, Double> speed,
        WorkerBehaviour behaviour,
        SortedMap<String, PodUse> uses,
        Batching batching) {

    /** Workers that do not feel each other. */
    public WorkerSpec(
            ObjectKey deployment,
            List<Integer> queues,
            int concurrency,
            int prefetch,
            SortedMap<String, Double> speed,
            WorkerBehaviour behaviour,
            SortedMap<String, PodUse> uses) {
        this(deployment, queues, concurrency, prefetch, speed, behaviour, uses, Batching.NONE);
    }

    public WorkerSpec {
        queues = List.copyOf(queues);
        speed = Collections.unmodifiableSortedMap(new TreeMap<>(speed));
        uses = Collections.unmodifiableSortedMap(new TreeMap<>(uses));
        if (concurrency < 1 || prefetch < 0 || queues.isEmpty()) {
            throw new IllegalArgumentException("workers of " + deployment + ": found a concurrency of " + concurrency
                    + ", a prefetch of "
                    + prefetch + " and " + queues.size() + " queues, expected at least 1, 0 and 1");
        }
        if (batching.mode() == Batching.Mode.DYNAMIC && prefetch > 0) {
            throw new IllegalArgumentException("workers of " + deployment + ": found a prefetch of " + prefetch
                    + " beside dynamic batching, expected 0");
        }
    }

    /** One job at a time, equally fast everywhere. */
    public static WorkerSpec of(ObjectKey deployment, List<Integer> queues, WorkerBehaviour behaviour) {
        return new WorkerSpec(deployment, queues, 1, 0, new TreeMap<>(), behaviour, new TreeMap<>());
    }
}
