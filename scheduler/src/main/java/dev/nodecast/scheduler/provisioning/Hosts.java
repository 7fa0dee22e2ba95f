package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.LookupOnly;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers the names of hosts, in a round on top of those of the nodes that stand. */
@LookupOnly("byName: asked for one name at a time; names has the order")
final class Hosts {

    private final @Nullable Hosts base;
    private final int offset;
    private final Map<String, Integer> byName = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    Hosts() {
        this(null);
    }

    /** New numbers after those of {@code base}, which is not changed. */
    Hosts(@Nullable Hosts base) {
        this.base = base;
        this.offset = base == null ? 0 : base.size();
    }

    /** The number of a name, a new one if need be. */
    int number(String name) {
        Integer known = find(name);
        if (known != null) {
            return known;
        }
        byName.put(name, size());
        names.add(name);
        return size() - 1;
    }

    private @Nullable Integer find(String name) {
        Integer below = base == null ? null : base.find(name);
        return below == null ? byName.get(name) : below;
    }

    String name(int number) {
        return base != null && number < offset ? base.name(number) : names.get(number - offset);
    }

    int size() {
        return offset + names.size();
    }
}
