package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Container.HostPort;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Toleration;
import dev.nodecast.scheduler.requirements.Requirement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pods that a packing need not tell apart. */
final class PodClass {

    /**
     * What pods of one class have in common.
     *
     * @param pin the domains that they may go to, since the greedy solver put them there
     * @param leastWeight the weight of pools below which they do not go
     * @param needed whether the greedy solver finds a place for them
     * @param own tells pods apart that affinities or spreads speak of; null where none does
     */
    record Key(
            List<Long> requests,
            Constraint wish,
            @Nullable Requirement hostname,
            List<Toleration> tolerations,
            List<HostPort> ports,
            Constraint pin,
            int leastWeight,
            boolean needed,
            @Nullable PodShape own) {

        Key apart(boolean apart) {
            return apart ? this : new Key(requests, wish, hostname, tolerations, ports, pin, leastWeight, needed, null);
        }
    }

    final Key key;
    /** Of the first of them, in the round that the model is made in. */
    final Demand demand;

    final List<Member> members = new ArrayList<>();

    PodClass(Key key, Demand demand) {
        this.key = key;
        this.demand = demand;
    }

    /** A pod with what it asks for after the preferences that it has to give up. */
    record Member(Pod pod, PodShape shape) {}

    PodShape shape() {
        return demand.shape;
    }
}
