package dev.nodecast.aws.kubernetes;

import dev.nodecast.aws.kubernetes.Statuses.Said;
import dev.nodecast.scheduler.model.NodePool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the nodes of a pool come up: of the last four, fewer than two have failed to. Unknown until the first, and again when
 * the pool's template changes (Karpenter {@code pkg/state/nodepoolhealth}). On the loop's thread only.
 */
public final class RegistrationHealth {

    static final String TYPE = "NodeRegistrationHealthy";

    private static final int LOOKED_AT = 4;
    private static final int FAILED = 2;

    private final Map<String, Seen> pools = new HashMap<>();

    private static final class Seen {
        final Deque<Boolean> last = new ArrayDeque<>();
        String why = "";

        NodePool.@Nullable Template template;
    }

    /** A node of the pool has registered. */
    public void registered(String pool) {
        note(pool, true);
    }

    /** A node of the pool has not come up in its time. */
    public void failed(String pool, String why) {
        note(pool, false);
        seen(pool).why = why;
    }

    private void note(String pool, boolean well) {
        Deque<Boolean> last = seen(pool).last;
        if (last.size() == LOOKED_AT) {
            last.removeFirst();
        }
        last.addLast(well);
    }

    private Seen seen(String pool) {
        return pools.computeIfAbsent(pool, _ -> new Seen());
    }

    /** @param before what was last said of it; empty for nothing */
    Said of(NodePool pool, String before) {
        Seen seen = seen(pool.name());
        if (seen.template == null) {
            takeUp(seen, before);
        } else if (!seen.template.equals(pool.template())) {
            seen.last.clear();
        }
        seen.template = pool.template();
        if (seen.last.isEmpty()) {
            return new Said(TYPE, "Unknown", "AwaitingReconciliation", "object is awaiting reconciliation");
        }
        long failed = seen.last.stream().filter(well -> !well).count();
        return failed < FAILED ? Said.met(TYPE) : Said.not(TYPE, "RegistrationFailed", seen.why);
    }

    private static void takeUp(Seen seen, String before) {
        if (before.equals("True") && seen.last.isEmpty()) {
            seen.last.add(true);
        } else if (before.equals("False") && seen.last.isEmpty()) {
            seen.last.add(false);
            seen.last.add(false);
            seen.why = "Failed to register node";
        }
    }
}
