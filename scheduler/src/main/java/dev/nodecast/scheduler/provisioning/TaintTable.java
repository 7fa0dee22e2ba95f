package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.Taint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers lists of taints, so that a pod answers for each list once only. */
@LookupOnly("byValue: asked for one list at a time; byId has the order")
final class TaintTable {

    private final Map<List<Taint>, Integer> byValue = new HashMap<>();
    private final List<List<Taint>> byId = new ArrayList<>();

    int id(List<Taint> taints) {
        Integer known = byValue.get(taints);
        if (known != null) {
            return known;
        }
        byValue.put(taints, byId.size());
        byId.add(taints);
        return byId.size() - 1;
    }

    List<Taint> taints(int id) {
        return byId.get(id);
    }
}
