package dev.nodecast.scheduler.lookahead;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was seen of a pool: how long its nodes were idle until they were needed again, and what it takes to start one.
 *
 * <p>A node that is removed leaves its idle period open. The next node that pods are launched for ends the period that
 * began last: taken so, the periods of each node are those of a queue in which the node that became idle last is used
 * first, for which keeping each node by its own periods is optimal (T. Lu, M. Chen, L. L. H. Andrew, “Simple and effective
 * dynamic provisioning for power-proportional data centers”, IEEE TPDS 24, 2013).
 */
final class PoolHistory {

    /** So many idle periods are remembered; demand changes. */
    private static final int PERIODS = 128;

    private static final int STARTS = 32;
    private static final int MOST_OPEN = 1_000;

    final Recent periods = new Recent(PERIODS);
    /** From asking for a node until its first pod is ready. */
    final Recent coldStarts = new Recent(STARTS);
    /** From a pod's coming to a node that worked before until it is ready. */
    final Recent warmStarts = new Recent(STARTS);

    private final Deque<Long> openSinceNs = new ArrayDeque<>();

    /** A node that was idle since then is removed. */
    void removed(long idleSinceNs) {
        openSinceNs.push(idleSinceNs);
        if (openSinceNs.size() > MOST_OPEN) {
            openSinceNs.removeLast();
        }
    }

    /** A node is launched for pods. */
    void launched(long nowNs) {
        Long sinceNs = openSinceNs.poll();
        if (sinceNs != null) {
            periods.add(nowNs - sinceNs);
        }
    }

    /** How much longer a pod waits for a node that has to be started than for one that is kept. */
    long startNs(long otherwise) {
        return Math.max(0, coldStarts.mean(otherwise) - warmStarts.mean(0));
    }
}
