package dev.nodecast.scheduler.review.monitoring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What Karpenter 1.x exports; the file of names says where it comes from. */
final class KarpenterMetrics {

    private static final SortedSet<String> NAMES = read("karpenter-metrics.txt");

    /** Names that v1 renamed or dropped, and names that are often thought to exist. Source: upgrade guide to 1.0. */
    private static final SortedMap<String, String> INSTEAD = sorted(
            Map.entry("karpenter_nodepool_usage", "karpenter_nodepools_usage"),
            Map.entry("karpenter_node_pool_usage", "karpenter_nodepools_usage"),
            Map.entry("karpenter_nodepool_limit", "karpenter_nodepools_limit"),
            Map.entry("karpenter_node_pool_limit", "karpenter_nodepools_limit"),
            Map.entry("karpenter_provisioning_duration_seconds", "karpenter_pods_startup_duration_seconds"),
            Map.entry("karpenter_pods_startup_time_seconds", "karpenter_pods_startup_duration_seconds"),
            Map.entry(
                    "karpenter_provisioner_scheduling_duration_seconds",
                    "karpenter_scheduler_scheduling_duration_seconds"),
            Map.entry("karpenter_nodes_termination_time_seconds", "karpenter_nodes_termination_duration_seconds"),
            Map.entry("karpenter_interruption_actions_performed", "karpenter_interruption_received_messages_total"),
            Map.entry(
                    "karpenter_interruption_actions_performed_total", "karpenter_interruption_received_messages_total"),
            Map.entry("karpenter_interruption_received_messages", "karpenter_interruption_received_messages_total"),
            Map.entry("karpenter_disruption_actions_performed_total", "karpenter_voluntary_disruption_decisions_total"),
            Map.entry("karpenter_nodeclaims_launched", "karpenter_nodeclaims_created_total"),
            Map.entry("karpenter_nodeclaims_created", "karpenter_nodeclaims_created_total"),
            Map.entry("karpenter_nodeclaims_terminated", "karpenter_nodeclaims_terminated_total"),
            Map.entry("karpenter_nodes_created", "karpenter_nodes_created_total"),
            Map.entry("karpenter_nodes_terminated", "karpenter_nodes_terminated_total"));

    private static final List<String> NEVER = List.of(
            "karpenter_node_pool_usage",
            "karpenter_node_pool_limit",
            "karpenter_provisioning_duration_seconds",
            "karpenter_interruption_actions_performed_total");

    private KarpenterMetrics() {}

    /** Whether releases before 1.0 had it. Source: metrics reference of 0.37. */
    static boolean existedBeforeV1(String series) {
        return INSTEAD.containsKey(base(series)) && !NEVER.contains(base(series));
    }

    /** The name of the metric of which this is a series: without a histogram's ending. */
    static String base(String series) {
        for (String ending : List.of("_bucket", "_sum", "_count")) {
            if (series.endsWith(ending) && !NAMES.contains(series)) {
                return series.substring(0, series.length() - ending.length());
            }
        }
        return series;
    }

    static boolean exists(String series) {
        return NAMES.contains(series) || NAMES.contains(base(series));
    }

    /** What to read in its place. */
    static Optional<String> instead(String series) {
        return Optional.ofNullable(INSTEAD.get(base(series)));
    }

    /** The labels that Karpenter gives to a metric of which a wrong label is often expected; empty for others. */
    static Optional<List<String>> labels(String series) {
        return switch (base(series)) {
            case "karpenter_nodepools_usage", "karpenter_nodepools_limit" ->
                Optional.of(List.of("nodepool", "resource_type"));
            default -> Optional.empty();
        };
    }

    @SafeVarargs
    private static SortedMap<String, String> sorted(Map.Entry<String, String>... entries) {
        SortedMap<String, String> sorted = new TreeMap<>();
        for (Map.Entry<String, String> entry : entries) {
            sorted.put(entry.getKey(), entry.getValue());
        }
        return Collections.unmodifiableSortedMap(sorted);
    }

    private static SortedSet<String> read(String file) {
        try (InputStream in = KarpenterMetrics.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its own file " + file + ": install it anew");
            }
            SortedSet<String> names = new TreeSet<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(names::add);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("the program cannot read its own file " + file + ": install it anew", e);
        }
    }
}
