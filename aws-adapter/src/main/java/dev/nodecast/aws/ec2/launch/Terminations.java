package dev.nodecast.aws.ec2.launch;

import dev.nodecast.aws.ec2.AwsFailure;
import dev.nodecast.scheduler.port.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Ends instances and says when each has ended: told once, asked for until EC2 knows it no more. A call that fails is made
 * again with the next look.
 */
public final class Terminations {

    private static final Logger LOG = LoggerFactory.getLogger(Terminations.class);
    private static final Duration WINDOW = Duration.ofMillis(100);
    private static final int MAX = 500;

    private final Instances instances;
    private final Consumer<Observation> observations;
    private final Executor executor;
    private final Batcher<String, Boolean> calls;

    /** By the instance's id what the claim calls it, and whether EC2 has been told. */
    private final Map<String, Ending> endings = new ConcurrentHashMap<>();

    private record Ending(String providerId, boolean told) {}

    public Terminations(Instances instances, Consumer<Observation> observations, Executor executor) {
        this.instances = instances;
        this.observations = observations;
        this.executor = executor;
        this.calls = new Batcher<>(WINDOW, MAX, executor, this::terminate);
    }

    /** Ends an instance; answered by {@link Observation.InstanceGone}. */
    public void begin(String providerId) {
        String id = ProviderId.instanceId(providerId);
        endings.putIfAbsent(id, new Ending(providerId, false));
        tell(id);
    }

    private void tell(String id) {
        var _ = calls.ask(id).whenCompleteAsync((_, failure) -> told(id, failure), executor);
    }

    private void told(String id, @Nullable Throwable failure) {
        if (failure == null) {
            endings.computeIfPresent(id, (_, ending) -> new Ending(ending.providerId, true));
        } else {
            LOG.warn("instance {}: {}; tried again", id, AwsFailure.of(failure).sentence("ec2:TerminateInstances"));
        }
    }

    private Map<String, Boolean> terminate(List<String> ids) {
        instances.terminate(ids);
        return ids.stream().collect(Collectors.toMap(Function.identity(), _ -> true));
    }

    /** Looks which have ended; to be called every few seconds. */
    public void look() {
        if (endings.isEmpty()) {
            return;
        }
        try {
            Set<String> alive =
                    instances.alive(endings.keySet()).stream().map(Instance::id).collect(Collectors.toSet());
            endings.forEach((id, ending) -> {
                if (!ending.told) {
                    tell(id);
                } else if (!alive.contains(id) && endings.remove(id, ending)) {
                    instances.forget(id);
                    observations.accept(new Observation.InstanceGone(ending.providerId));
                }
            });
        } catch (SdkException e) {
            LOG.warn("{}; tried again", AwsFailure.of(e).sentence("ec2:DescribeInstances"));
        }
    }
}
