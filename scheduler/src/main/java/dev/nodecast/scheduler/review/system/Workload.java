package dev.nodecast.scheduler.review.system;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.ObjectHeader;
import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.ScalarNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Resources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A workload whose pods need nodes.
 *
 * @param header what it is
 * @param replicas as stated
 * @param template what its pods are made like
 * @param tree as it is written
 */
public record Workload(ObjectHeader header, int replicas, PodTemplate template, MapNode tree) {

    /** The pods' specification. */
    public PodSpec pod() {
        return template.spec();
    }

    /** GPUs that one pod asks for. */
    public long gpus() {
        return pod().requests().get(Resources.NVIDIA_GPU);
    }

    /** Whether a field of the pod's specification is written down. */
    public boolean states(String... podField) {
        return podNode(podField).isPresent();
    }

    /** A part of the pod's specification as it is written. */
    public Optional<TreeNode> podNode(String... podField) {
        String[] path = new String[podField.length + 3];
        path[0] = "spec";
        path[1] = "template";
        path[2] = "spec";
        System.arraycopy(podField, 0, path, 3, podField.length);
        return tree.at(path);
    }

    /** Where a field of the pod's specification stands; the specification's own place where it is absent. */
    public SourceMark podMark(String... podField) {
        return podNode(podField).or(() -> podNode()).map(TreeNode::mark).orElse(tree.mark());
    }

    /** The containers as they are written. */
    public List<MapNode> containers() {
        List<MapNode> found = new ArrayList<>();
        if (podNode("containers").orElse(null) instanceof ListNode list) {
            for (TreeNode item : list.items()) {
                if (item instanceof MapNode container) {
                    found.add(container);
                }
            }
        }
        return found;
    }

    /** The words of a command: its list, or its one text. */
    public static List<String> words(Optional<TreeNode> command) {
        List<String> words = new ArrayList<>();
        switch (command.orElse(null)) {
            case ListNode list ->
                list.items().forEach(item -> {
                    if (item instanceof ScalarNode scalar) {
                        words.add(scalar.text());
                    }
                });
            case ScalarNode scalar -> words.add(scalar.text());
            case null, default -> {}
        }
        return words;
    }

    /** The queues that its workers serve, as an environment variable or Celery's {@code -Q} says; empty where unknown. */
    public List<String> queues() {
        List<String> queues = new ArrayList<>();
        pod().containers()
                .forEach(container -> container.env().forEach((name, value) -> {
                    if (name.matches("(?i)(.*_)?QUEUES?(_NAMES?)?") && !value.isBlank() && !value.contains("://")) {
                        queues.addAll(split(value));
                    }
                }));
        for (MapNode container : containers()) {
            List<String> words = new ArrayList<>(words(container.get("command")));
            words.addAll(words(container.get("args")));
            List<String> single =
                    words.stream().flatMap(w -> Arrays.stream(w.split("\\s+"))).toList();
            for (int i = 0; i < single.size(); i++) {
                String word = single.get(i);
                if ((word.equals("-Q") || word.equals("--queues")) && i + 1 < single.size()) {
                    queues.addAll(split(single.get(i + 1)));
                } else if (word.startsWith("--queues=")) {
                    queues.addAll(split(word.substring("--queues=".length())));
                }
            }
        }
        return queues.stream().distinct().toList();
    }

    /** Whether its pods take jobs from queues. */
    public boolean isQueueWorker() {
        return !queues().isEmpty()
                || containers().stream()
                        .anyMatch(c -> String.join(" ", words(c.get("command"))).contains("celery"));
    }

    @Override
    public String toString() {
        return header.toString();
    }

    private static List<String> split(String list) {
        return Arrays.stream(list.split("[,\\s]+"))
                .filter(queue -> !queue.isEmpty())
                .toList();
    }
}
