package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirement;
import org.jspecify.annotations.Nullable;

/**
 * Pods of one selection counted by the domains of one topology key, with the rule by which it limits where its owners
 * may go. Karpenter's {@code TopologyGroup}.
 */
abstract sealed class TopologyGroup permits SpreadGroup, AffinityGroup, AntiAffinityGroup {

    final String key;
    final PodSelection selection;
    final boolean byHost;
    final Domains domains;
    final HostCounts hosts;

    TopologyGroup(String key, PodSelection selection, Hosts hosts) {
        this.key = key;
        this.selection = selection;
        this.byHost = key.equals(WellKnown.HOSTNAME);
        this.domains = new Domains(key);
        this.hosts = new HostCounts(hosts);
    }

    /** Where a pod may go, as a question of this topology's key. */
    record Question(
            boolean selfSelecting,
            @Nullable Requirement podDomains,
            @Nullable Requirement nodeDomains) {

        boolean podAllows(String domain) {
            return podDomains == null || podDomains.has(domain);
        }

        boolean nodeAllows(String domain) {
            return nodeDomains == null || nodeDomains.has(domain);
        }
    }

    /** The domains the pod may go to on a node that can be in those of the question; null where there is none. */
    abstract @Nullable Requirement next(Question question);

    /** Whether the pod may go to that host. */
    abstract boolean admitsHost(Question question, String hostname, int host);

    /** Whether a host that was refused once is refused for ever. */
    abstract boolean hostRefusalIsFinal();

    /** Why there was no domain. */
    abstract Reason refusal();

    /** Whether pods on such a node count. */
    boolean counts(Site site, Constraints constraints) {
        return true;
    }

    /** Counts a pod that went to the site. */
    void record(Site site) {
        if (byHost) {
            hosts.record(site.host());
            return;
        }
        Requirement where = site.constraint().get(key);
        String only = where == null ? null : where.only();
        if (only != null) {
            domains.record(only);
        }
    }
}
