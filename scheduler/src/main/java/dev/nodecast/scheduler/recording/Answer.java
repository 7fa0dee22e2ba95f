package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.autoscaling.hpa.PodMetricSample;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.port.RepairPolicy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What a world answers. */
public sealed interface Answer {

    /** Instance types. The list is kept as it is given, because the same list means that nothing has changed. */
    record Types(List<InstanceType> types) implements Answer {

        /** Whether it is the same list, not only an equal one. */
        @SuppressWarnings("ReferenceEquality")
        boolean sameAs(@Nullable Answer other) {
            return other instanceof Types(List<InstanceType> others) && others == types;
        }
    }

    /** How a claim has drifted; null for not at all. */
    record Drift(@Nullable String reason) implements Answer {

        static final Drift NONE = new Drift(null);
    }

    record Policies(List<RepairPolicy> policies) implements Answer {
        public Policies {
            policies = List.copyOf(policies);
        }
    }

    record Reading(TriggerReading reading) implements Answer {}

    /** Values in milli-units of all series that match. */
    record Series(List<Long> milli) implements Answer {
        public Series {
            milli = List.copyOf(milli);
        }
    }

    /** A value in milli-units; null where there is none. */
    record Value(@Nullable Long milli) implements Answer {}

    /** Samples by the pod's name, in the order in which they were given. */
    record Samples(SequencedMap<String, PodMetricSample> byPod) implements Answer {
        public Samples {
            byPod = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byPod));
        }
    }
}
