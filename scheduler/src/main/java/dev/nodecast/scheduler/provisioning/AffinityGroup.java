package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.requirements.Requirement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pod affinity: only domains that have such pods, or any where the pod is the first of them. */
final class AffinityGroup extends TopologyGroup {

    AffinityGroup(String key, PodSelection selection, Hosts hosts) {
        super(key, selection, hosts);
    }

    @Override
    @Nullable
    Requirement next(Question question) {
        List<String> occupied = new ArrayList<>();
        for (int i = 0; i < domains.size(); i++) {
            String name = domains.name(i);
            if (domains.count(i) > 0 && question.podAllows(name) && question.nodeAllows(name)) {
                occupied.add(name);
            }
        }
        if (!occupied.isEmpty()) {
            return occupied.size() == 1
                    ? domains.only(domains.find(occupied.getFirst()))
                    : Requirement.in(key, occupied.toArray(String[]::new));
        }
        return question.selfSelecting() && (domains.allEmpty() || !anyOccupied(question)) ? first(question) : null;
    }

    /** The domain that a first pod opens: one the node can be in; else one the pod can be in, which the node refuses. */
    private @Nullable Requirement first(Question question) {
        int fallback = -1;
        for (int i = 0; i < domains.size(); i++) {
            if (question.podAllows(domains.name(i))) {
                if (question.nodeAllows(domains.name(i))) {
                    return domains.only(i);
                }
                fallback = fallback < 0 ? i : fallback;
            }
        }
        return fallback < 0 ? null : domains.only(fallback);
    }

    private boolean anyOccupied(Question question) {
        for (int i = 0; i < domains.size(); i++) {
            if (domains.count(i) > 0 && question.podAllows(domains.name(i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    boolean admitsHost(Question question, String hostname, int host) {
        if (!question.podAllows(hostname)) {
            return false;
        }
        return hosts.count(host) > 0 || (question.selfSelecting() && !hosts.anyOccupied(question.podDomains()));
    }

    @Override
    boolean hostRefusalIsFinal() {
        return false;
    }

    @Override
    Reason refusal() {
        return Reason.POD_AFFINITY;
    }
}
