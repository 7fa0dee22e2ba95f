package dev.nodecast.aws.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * A cluster as a scenario: its objects as manifests, nodes that no NodePool made as fleets, the sizes of images that its nodes
 * have, and, where Prometheus is asked, the replicas that workloads had and the lengths of their queues.
 */
public final class Snapshot {

    private static final String SCENARIO = "scenario.yaml";
    private static final Pattern VERSION = Pattern.compile("v?(1\\.\\d+).*");
    private static final Dump YAML =
            new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build());

    private final Wish wish;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<SnapshotKind, List<Map<String, Object>>> objects = new LinkedHashMap<>();

    /**
     * What is wanted.
     *
     * @param name of the scenario
     * @param at the moment of the snapshot
     * @param length how long the scenario is, and how far back history is asked for
     * @param prometheus null where it is not asked
     * @param jobTime how long a job of a queue takes on a worker; null where nobody says
     */
    public record Wish(
            String name,
            Instant at,
            Duration length,
            @Nullable Prometheus prometheus,
            @Nullable Duration jobTime) {}

    private Snapshot(Wish wish) {
        this.wish = wish;
    }

    /**
     * Takes a snapshot and writes it into a folder that does not exist yet.
     *
     * @return what was assumed or left out, a sentence each
     * @throws IOException where something cannot be read or written; no folder is there then
     */
    public static List<String> take(ObjectSource source, Wish wish, Path folder) throws IOException {
        Snapshot snapshot = new Snapshot(wish);
        snapshot.sort(source.objects());
        snapshot.manifests();
        snapshot.files.put(SCENARIO, snapshot.scenario());
        SnapshotFolder.write(folder, snapshot.files);
        return List.copyOf(snapshot.notes);
    }

    private void sort(List<Map<String, Object>> all) throws IOException {
        for (SnapshotKind kind : SnapshotKind.ALL) {
            objects.put(kind, new ArrayList<>());
        }
        for (Map<String, Object> object : all) {
            SnapshotKind.of(object).ifPresent(kind -> list(kind).add(object));
        }
        if (objects.values().stream().allMatch(List::isEmpty)) {
            throw new IOException("found no object that a scenario is made of among " + all.size()
                    + ", expected Deployments, NodePools, nodes and the like");
        }
    }

    private List<Map<String, Object>> list(SnapshotKind kind) {
        return objects.computeIfAbsent(kind, key -> new ArrayList<>());
    }

    private List<Map<String, Object>> list(String kind) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().kind().equals(kind))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private void manifests() {
        for (SnapshotKind kind : SnapshotKind.ALL) {
            List<Map<String, Object>> documents = list(kind).stream()
                    .filter(object -> !CleanObject.made(object))
                    .map(CleanObject::of)
                    .map(this::runnable)
                    .toList();
            if (!documents.isEmpty() && !kind.kind().equals(SnapshotKind.NODE)) {
                files.put(
                        "manifests/" + kind.plural() + ".yaml",
                        YAML.dumpAllToString(List.<Object>copyOf(documents).iterator()));
            }
        }
    }

    private Map<String, Object> runnable(Map<String, Object> object) {
        if (!Tree.text(object, "kind").equals("StatefulSet")) {
            return object;
        }
        notes.add("StatefulSet " + Tree.name(object)
                + " stands as a Deployment: its pods have no claims of their own and no order");
        return CleanObject.asDeployment(object);
    }

    private String scenario() throws IOException {
        Map<String, Object> scenario = new LinkedHashMap<>();
        scenario.put("name", wish.name());
        scenario.put("description", "Snapshot of " + wish.at());
        Instant start = wish.prometheus() == null ? wish.at() : wish.at().minus(wish.length());
        scenario.put(
                "start",
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                        start.atOffset(ZoneOffset.UTC).withNano(0)));
        scenario.put("timeZone", "UTC");
        scenario.put("duration", wish.length().toSeconds() + "s");
        region().ifPresent(region -> scenario.put("region", region));
        scenario.put("manifests", List.of("manifests"));
        scenario.put("manifestErrors", "warn");
        scenario.put("cluster", cluster());
        Map<String, Object> workload = workload();
        if (!workload.isEmpty()) {
            scenario.put("workload", workload);
        }
        List<Map<String, Object>> fleets = NodeFleets.of(list(SnapshotKind.NODE));
        if (!fleets.isEmpty()) {
            scenario.put("fleets", fleets);
        }
        return YAML.dumpToString(scenario);
    }

    private Optional<String> region() {
        Optional<String> region = list(SnapshotKind.NODE).stream()
                .map(node -> Tree.text(node, "metadata", "labels", "topology.kubernetes.io/region"))
                .filter(name -> !name.isEmpty())
                .findFirst();
        if (region.isEmpty()) {
            notes.add("no node says its region: prices are those of the default region; set `region` in " + SCENARIO);
        }
        return region;
    }

    private Map<String, Object> cluster() {
        Map<String, Object> cluster = new LinkedHashMap<>();
        list(SnapshotKind.NODE).stream()
                .map(node -> VERSION.matcher(Tree.text(node, "status", "nodeInfo", "kubeletVersion")))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .ifPresent(version -> cluster.put("kubernetesVersion", version));
        Map<String, String> sizes = imageSizes();
        if (!sizes.isEmpty()) {
            cluster.put("images", Map.of("sizes", sizes));
        }
        return cluster;
    }

    /** As the nodes that have them say; of images that no container uses nothing. */
    private Map<String, String> imageSizes() {
        Map<String, Long> known = new TreeMap<>();
        for (Map<String, Object> node : list(SnapshotKind.NODE)) {
            for (Object image : Tree.list(node, "status", "images")) {
                if (Tree.map(image).get("sizeBytes") instanceof Number size) {
                    Tree.list(image, "names").forEach(name -> known.put(String.valueOf(name), size.longValue()));
                }
            }
        }
        Map<String, String> sizes = new TreeMap<>();
        for (String kind : List.of("Deployment", "StatefulSet", "DaemonSet")) {
            for (Map<String, Object> workload : list(kind)) {
                for (Object container : Tree.list(workload, "spec", "template", "spec", "containers")) {
                    String image = Tree.text(container, "image");
                    if (known.containsKey(image)) {
                        sizes.put(image, known.get(image) + "B");
                    }
                }
            }
        }
        return sizes;
    }

    private Map<String, Object> workload() throws IOException {
        if (wish.prometheus() == null) {
            noteAutoscalers();
            return Map.of();
        }
        return new History(wish.prometheus(), wish.jobTime(), files, notes)
                .workload(together("Deployment", "StatefulSet"), written("ScaledObject", "HorizontalPodAutoscaler"));
    }

    private List<Map<String, Object>> together(String... kinds) {
        return Arrays.stream(kinds).flatMap(kind -> list(kind).stream()).toList();
    }

    /** Without what others of them make. */
    private List<Map<String, Object>> written(String... kinds) {
        return together(kinds).stream()
                .filter(object -> !CleanObject.made(object))
                .toList();
    }

    private void noteAutoscalers() {
        if (!list("ScaledObject").isEmpty() || !list("HorizontalPodAutoscaler").isEmpty()) {
            notes.add("autoscalers see no metrics until the scenario has a workload (queues and workers; see `nodecast"
                    + " scenarios --reference`); with --prometheus Deployments get the replicas that they had,"
                    + " with --job-time beside it jobs from the lengths of the queues");
        }
    }
}
