package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Taint;
import java.util.List;

/**
 * A node, existing or planned, as topology sees it.
 *
 * @param constraint what is known of its labels
 * @param host the number of its name in the round
 */
record Site(Constraint constraint, String hostname, int host, List<Taint> taints) {

    Site with(Constraint narrower) {
        return narrower == constraint ? this : new Site(narrower, hostname, host, taints);
    }
}
