package dev.nodecast.scheduler.provisioning;

import java.util.LinkedHashSet;
import java.util.Set;

/** The things that were put in an odd number of times: what a hash by exclusive-or can tell apart. */
final class OddSet<T> {

    private final Set<T> members = new LinkedHashSet<>();

    void toggle(T thing) {
        if (!members.remove(thing)) {
            members.add(thing);
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof OddSet<?> other && members.equals(other.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }
}
