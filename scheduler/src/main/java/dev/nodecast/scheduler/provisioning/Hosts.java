package dev.nodecast.scheduler.provisioning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the names of hosts in a round. */
final class Hosts {

    private final Map<String, Integer> byName = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    int number(String name) {
        Integer known = byName.get(name);
        if (known != null) {
            return known;
        }
        byName.put(name, names.size());
        names.add(name);
        return names.size() - 1;
    }

    String name(int number) {
        return names.get(number);
    }

    int size() {
        return names.size();
    }
}
