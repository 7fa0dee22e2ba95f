package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Container.HostPort;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.requirements.Requirement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pod asks for, compiled; one for all pods that ask for the same. A relaxed pod has another shape.
 *
 * <p>The requirement on the host's name is kept apart from the others, because every node has another one.
 */
final class PodShape {

    /** Namespace, labels, specification and volumes: what makes pods the same to a scheduler. */
    record Key(String namespace, Labels labels, PodSpec spec, VolumeDemand volumes) {

        Key with(PodSpec weaker) {
            return new Key(namespace, labels, weaker, volumes);
        }
    }

    /** Requirements on the node, and that on its name (null where there is none). */
    record NodeWish(Constraint constraint, @Nullable Requirement hostname) {

        boolean acceptsHost(String name) {
            return hostname == null || hostname.has(name);
        }
    }

    final Key key;
    final long[] requests;
    /** With the heaviest preference, where preferences are respected. */
    final NodeWish wish;
    /** Without preferences: only these limit the domains that a spread looks at. */
    final NodeWish strict;

    final List<HostPort> ports;
    private byte[] toleration = {};

    PodShape(Key key, long[] requests, NodeWish wish, NodeWish strict) {
        this.key = key;
        this.requests = requests;
        this.wish = wish;
        this.strict = strict;
        this.ports = HostPorts.of(key.spec());
    }

    PodSpec spec() {
        return key.spec();
    }

    VolumeDemand volumes() {
        return key.volumes();
    }

    /** Whether the pod tolerates all of a list of taints. */
    boolean tolerates(int taintsId, TaintTable table) {
        if (taintsId >= toleration.length) {
            toleration = Arrays.copyOf(toleration, taintsId + 8);
        }
        if (toleration[taintsId] == 0) {
            toleration[taintsId] = (byte) (toleratesAll(table.taints(taintsId)) ? 1 : 2);
        }
        return toleration[taintsId] == 1;
    }

    private boolean toleratesAll(List<Taint> taints) {
        for (Taint taint : taints) {
            if (!taint.toleratedBy(spec().tolerations())) {
                return false;
            }
        }
        return true;
    }
}
