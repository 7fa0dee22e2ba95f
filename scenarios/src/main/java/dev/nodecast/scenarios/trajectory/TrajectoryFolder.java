package dev.nodecast.scenarios.trajectory;

import dev.nodecast.scenarios.trajectory.Trajectory.Karpenter;
import dev.nodecast.scenarios.trajectory.Trajectory.Kubelet;
import dev.nodecast.scheduler.catalog.list.InstanceTypeList;
import dev.nodecast.scheduler.catalog.list.InstanceTypeListReader;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.manifest.UnreadObject;
import dev.nodecast.scheduler.manifest.grammar.Durations;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.Limits;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.manifest.tree.Reading;
import dev.nodecast.scheduler.manifest.tree.SourceReader;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.manifest.tree.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Reads the folder of a recorded run: {@code manifests.yaml}, {@code instance-types.json}, {@code timeline.json}. */
public final class TrajectoryFolder {

    private static final long MILLISECOND_NS = 1_000_000L;
    private static final long SECOND_NS = 1_000 * MILLISECOND_NS;
    private static final long LONGEST_MS = 366L * 24 * 3600 * 1000;

    private final Path folder;
    private final Diagnostics diagnostics = new Diagnostics();
    private final SourceReader sources = new SourceReader(Limits.DEFAULT, diagnostics);

    private TrajectoryFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The run that the folder describes.
     *
     * @throws InvalidInput naming everything that is wrong with the folder
     */
    public static Trajectory read(Path folder) {
        return new TrajectoryFolder(folder).read();
    }

    private Trajectory read() {
        Manifests manifests = source("manifests.yaml")
                .map(text -> new ManifestReader(diagnostics).read(text))
                .orElse(Manifests.NONE);
        InstanceTypeList types = source("instance-types.json")
                .map(text -> new InstanceTypeListReader(diagnostics).read(text))
                .orElse(new InstanceTypeList(new TreeSet<>(), List.of()));
        Optional<Trajectory> trajectory = source("timeline.json")
                .flatMap(this::tree)
                .flatMap(tree -> Field.root(tree, Reading.lenient(diagnostics))
                        .map(fields -> trajectory(fields, manifests, types)));
        if (diagnostics.hasErrors()) {
            throw new InvalidInput(diagnostics.list(Severity.ERROR));
        }
        return trajectory.orElseThrow();
    }

    private Optional<SourceText> source(String name) {
        return sources.file(folder.resolve(name));
    }

    private Optional<TreeNode> tree(SourceText text) {
        return new YamlReader(diagnostics).read(text).stream().findFirst();
    }

    private Trajectory trajectory(Fields fields, Manifests manifests, InstanceTypeList types) {
        fields.require("endMs", "actions");
        String name = fields.text("scenario").orElse(folder.getFileName().toString());
        String description = fields.text("description").orElse("");
        long endMs = fields.integer("endMs", 1, LONGEST_MS).orElse(1L);
        Kubelet kubelet = new Kubelet(
                registrationNs(fields, manifests),
                fields.integer("podStartDelayMs", 0, LONGEST_MS).orElse(1_000L) * MILLISECOND_NS,
                fields.integer("podTerminationDelayMs", 0, LONGEST_MS).orElse(2_000L) * MILLISECOND_NS);
        Karpenter karpenter = new Karpenter(
                fields.durationNs("batchIdleDuration").orElse(SECOND_NS),
                fields.durationNs("batchMaxDuration").orElse(10 * SECOND_NS),
                fields.get("featureGates").filter(this::spotToSpot).isPresent());
        return new Trajectory(
                name,
                description,
                endMs * MILLISECOND_NS,
                kubelet,
                karpenter,
                types,
                manifests,
                new TimelineReader(manifests).actions(fields, endMs));
    }

    /** The delay that the timeline states, else that of the KWOKNodeClass. */
    private long registrationNs(Fields fields, Manifests manifests) {
        return fields.durationNs("nodeRegistrationDelay")
                .or(() -> manifests.of(UnreadObject.class).stream()
                        .filter(object -> object.header().kind().equals("KWOKNodeClass"))
                        .map(TrajectoryFolder::delayNs)
                        .flatMap(Optional::stream)
                        .findFirst())
                .orElse(0L);
    }

    private static Optional<Long> delayNs(Manifest<UnreadObject> nodeClass) {
        OptionalLong ns = nodeClass
                .tree()
                .textAt("spec", "nodeRegistrationDelay")
                .map(Durations::parseNs)
                .orElse(OptionalLong.empty());
        return ns.isPresent() ? Optional.of(ns.getAsLong()) : Optional.empty();
    }

    /** Whether gates, written as {@code default} or as {@code Name=true,…}, allow spot to replace spot. */
    private boolean spotToSpot(Field gates) {
        String text = gates.text().orElse("default");
        boolean spotToSpot = false;
        for (String gate : text.equals("default") ? new String[0] : text.split(",")) {
            String[] parts = gate.strip().split("=", 2);
            boolean on = parts.length == 2 && parts[1].equals("true");
            if (parts[0].equals("SpotToSpotConsolidation")) {
                spotToSpot = on;
            } else {
                gates.warn(
                        ManifestRule.NOT_ALLOWED,
                        "the feature gate `" + parts[0] + "` is not simulated",
                        d -> d.expected("SpotToSpotConsolidation, or `default`"));
            }
        }
        return spotToSpot;
    }
}
