package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.requirements.Requirement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pod anti-affinity: only domains without such pods. Used both ways: for pods that keep away from others, and inverted
 * for pods that others keep away from.
 */
final class AntiAffinityGroup extends TopologyGroup {

    AntiAffinityGroup(String key, PodSelection selection, Hosts hosts) {
        super(key, selection, hosts);
    }

    @Override
    @Nullable
    Requirement next(Question question) {
        List<String> empty = new ArrayList<>();
        for (int i = 0; i < domains.size(); i++) {
            String name = domains.name(i);
            if (domains.count(i) == 0 && question.podAllows(name) && question.nodeAllows(name)) {
                empty.add(name);
            }
        }
        return empty.isEmpty() ? null : Requirement.in(key, empty.toArray(String[]::new));
    }

    @Override
    boolean admitsHost(Question question, String hostname, int host) {
        return hosts.count(host) == 0;
    }

    @Override
    boolean hostRefusalIsFinal() {
        return true;
    }

    @Override
    Reason refusal() {
        return Reason.POD_ANTI_AFFINITY;
    }

    /** Blocks every domain in which the pod could come to be, not only a settled one. */
    @Override
    void record(Site site) {
        if (byHost) {
            hosts.record(site.host());
            return;
        }
        Requirement where = site.constraint().get(key);
        if (where != null) {
            where.values().forEach(domains::record);
        }
    }
}
