package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Container.HostPort;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.Toleration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Instance types of a pool that the same daemonsets run on. */
final class DaemonGroup {

    private final TypeSet types;
    private final long[] overhead;
    private final List<HostPort> ports;

    private DaemonGroup(TypeSet types, long[] overhead, List<HostPort> ports) {
        this.types = types;
        this.overhead = overhead;
        this.ports = ports;
    }

    TypeSet types() {
        return types;
    }

    /** What the daemons' pods ask for in all; empty where there are none. */
    long[] overhead() {
        return overhead;
    }

    /** The ports of the host that they take. */
    List<HostPort> ports() {
        return ports;
    }

    /**
     * The groups of a pool, each type in one, in the order of their first types.
     *
     * @param daemons are asked type by type, and may give up alternative terms by it
     */
    static List<DaemonGroup> of(
            PoolTemplate.Terms pool, TypeSet options, List<DaemonTerms> daemons, Compiler compiler) {
        Map<List<Integer>, TypeSet> byDaemons = new LinkedHashMap<>();
        CompiledCatalogue catalogue = pool.catalogue();
        for (int i = options.next(0); i >= 0; i = options.next(i + 1)) {
            List<Integer> present = new ArrayList<>();
            for (int d = 0; d < daemons.size(); d++) {
                if (daemons.get(d).runsOn(pool, catalogue.labels[i], compiler)) {
                    present.add(d);
                }
            }
            byDaemons
                    .computeIfAbsent(present, _ -> new TypeSet(catalogue.size()))
                    .add(i);
        }
        List<PodSpec> pods = daemons.stream().map(DaemonTerms::remaining).toList();
        List<DaemonGroup> groups = new ArrayList<>();
        byDaemons.forEach((present, types) ->
                groups.add(group(types, present.stream().map(pods::get).toList(), compiler)));
        return groups;
    }

    private static DaemonGroup group(TypeSet types, List<PodSpec> daemons, Compiler compiler) {
        long[] overhead = {};
        List<HostPort> ports = new ArrayList<>();
        for (PodSpec daemon : daemons) {
            overhead = ResourceIndex.sum(overhead, compiler.resources().vector(daemon.requests()));
            ports.addAll(HostPorts.of(daemon));
        }
        return new DaemonGroup(types, overhead, ports);
    }

    /** Whether a daemon's pods tolerate all taints; PreferNoSchedule does not stop them. */
    static boolean tolerates(PodSpec daemon, List<Taint> taints) {
        List<Toleration> tolerations = daemon.tolerations();
        return taints.stream()
                .allMatch(t -> t.effect() == Taint.Effect.PREFER_NO_SCHEDULE || t.toleratedBy(tolerations));
    }
}
