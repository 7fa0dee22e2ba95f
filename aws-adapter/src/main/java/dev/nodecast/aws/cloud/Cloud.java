package dev.nodecast.aws.cloud;

import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.Observation;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cloud that the controller runs on. All commands of {@link CloudProvider} return at once; their answers, and whatever else
 * the cloud has to say, come as observations, from any thread.
 *
 * <p>{@link #instanceTypes} and {@link #drifted} are asked on the loop's thread and answer from what is known already, without
 * waiting for anybody. A launch may be asked for again after a restart: for one claim there is never more than one instance.
 */
public interface Cloud extends CloudProvider, AutoCloseable {

    /** As metrics name it: {@code aws} or {@code kwok}. */
    String name();

    /**
     * Makes the cloud known: returns when its first catalogue is there, which may take a call or two.
     *
     * @param observations takes observations from any thread; given once, and open until {@link #close}
     * @throws CloudUnavailableException if the cloud cannot be used at all, such as for want of credentials
     */
    void start(Consumer<Observation> observations);

    /** Why nothing can be launched for a pool, such as that its class does not exist; null where it can. */
    default @Nullable String notReady(NodePool pool) {
        return null;
    }

    /** Counts what it does in these meters from now on; called before {@link #start}. */
    default void meteredIn(MeterRegistry meters) {}

    /** How the cloud is; asked from any thread, and answered without waiting. */
    Health health();

    /** Lets go of everything; calls on their way are waited for, for a few seconds. */
    @java.lang.Override
    void close();

    /**
     * How a cloud is.
     *
     * @param ready whether nodes can be launched
     * @param detail in a sentence, for people; empty where there is nothing to say
     */
    record Health(boolean ready, String detail) {

        /** All is well. */
        public static final Health READY = new Health(true, "");
    }
}
