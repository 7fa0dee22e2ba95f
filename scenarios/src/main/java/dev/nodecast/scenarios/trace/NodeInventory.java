package dev.nodecast.scenarios.trace;

import java.util.List;

/** The nodes of a real cluster, in file order. */
public record NodeInventory(List<InventoryNode> nodes) implements Trace {

    public NodeInventory {
        nodes = List.copyOf(nodes);
    }

    /** GPUs of all nodes. */
    public int gpus() {
        return nodes.stream().mapToInt(InventoryNode::gpus).sum();
    }

    @Override
    public String kind() {
        return "nodes";
    }
}
