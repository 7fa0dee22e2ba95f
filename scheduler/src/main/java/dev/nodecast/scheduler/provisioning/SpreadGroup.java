package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.requirements.Requirement;
import org.jspecify.annotations.Nullable;

/** A topology spread constraint: no domain may have more than maxSkew pods more than the emptiest. */
final class SpreadGroup extends TopologyGroup {

    private final int maxSkew;
    private final int minDomains;
    private final NodeFilter filter;

    SpreadGroup(String key, PodSelection selection, Hosts hosts, Rule rule) {
        super(key, selection, hosts);
        this.maxSkew = rule.maxSkew();
        this.minDomains = rule.minDomains();
        this.filter = rule.filter();
    }

    /** @param minDomains 0 where none is asked for */
    record Rule(int maxSkew, int minDomains, NodeFilter filter) {}

    int maxSkew() {
        return maxSkew;
    }

    @Override
    boolean counts(Site site, Constraints constraints) {
        return filter.accepts(site, constraints);
    }

    @Override
    @Nullable
    Requirement next(Question question) {
        int floor = smallestCount(question);
        int best = -1;
        int bestCount = Integer.MAX_VALUE;
        int own = question.selfSelecting() ? 1 : 0;
        for (int i = 0; i < domains.size(); i++) {
            int count = domains.count(i) + own;
            if (count < bestCount && (long) count - floor <= maxSkew && question.nodeAllows(domains.name(i))) {
                best = i;
                bestCount = count;
            }
        }
        return best < 0 ? null : domains.only(best);
    }

    /** The count of the emptiest domain that the pod itself could go to. */
    private int smallestCount(Question question) {
        int smallest = Integer.MAX_VALUE;
        int supported = 0;
        for (int i = 0; i < domains.size(); i++) {
            if (question.podAllows(domains.name(i))) {
                supported++;
                smallest = Math.min(smallest, domains.count(i));
            }
        }
        return supported < minDomains ? 0 : smallest;
    }

    /** A new host can always be made, so the emptiest host has no pods. */
    @Override
    boolean admitsHost(Question question, String hostname, int host) {
        return hosts.count(host) + (question.selfSelecting() ? 1 : 0) <= maxSkew;
    }

    @Override
    boolean hostRefusalIsFinal() {
        return true;
    }

    @Override
    Reason refusal() {
        return Reason.TOPOLOGY_SPREAD;
    }
}
