package dev.nodecast.scenarios.hpa;

import dev.nodecast.scheduler.autoscaling.hpa.HpaCondition;
import dev.nodecast.scheduler.autoscaling.hpa.HpaConditions;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFlags;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.manifest.HpaReader;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.Limits;
import dev.nodecast.scheduler.manifest.tree.Reading;
import dev.nodecast.scheduler.manifest.tree.SourceReader;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.manifest.tree.YamlReader;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What files of single syncs and of trajectories have in common. */
final class ReferenceFields {

    private static final double SECOND_NS = 1e9;
    private static final Map<String, HpaConditions> SCALED_TO_ZERO = Map.of(
            "absent",
            HpaConditions.NONE,
            "True",
            scaledToZero(new HpaCondition(true, "ScaledToZero", "it was so before")),
            "False",
            scaledToZero(new HpaCondition(false, "NotScaledToZero", "it was so before")));

    private ReferenceFields() {}

    /** The root of the one JSON document in a file. */
    static Optional<Field> root(Path file, Diagnostics diagnostics) {
        SourceReader sources = new SourceReader(Limits.DEFAULT, diagnostics);
        List<TreeNode> documents = sources.file(file)
                .map(text -> new YamlReader(diagnostics).read(text))
                .orElse(List.of());
        return documents.stream().findFirst().map(tree -> Field.root(tree, Reading.lenient(diagnostics)));
    }

    static HorizontalPodAutoscaler hpa(Fields fields) {
        return fields.require("hpa")
                .map("hpa", spec -> HpaReader.spec(spec, ObjectMeta.named("hpa")))
                .orElseThrow(() -> new InvalidInput(fields.diagnostics().list()));
    }

    static HpaFlags flags(Fields fields) {
        HpaFlags defaults = HpaFlags.defaults();
        return fields.map(
                        "controller",
                        flags -> new HpaFlags(
                                flags.get("tolerance").flatMap(Field::number).orElse(defaults.tolerance()),
                                ns(flags, "downscaleStabilizationSeconds", defaults.downscaleStabilizationNs()),
                                ns(flags, "cpuInitializationPeriodSeconds", defaults.cpuInitializationNs()),
                                ns(flags, "initialReadinessDelaySeconds", defaults.initialReadinessDelayNs())))
                .orElse(defaults);
    }

    static HpaConditions scaledToZero(Fields fields, String key) {
        return fields.oneOf(key, SCALED_TO_ZERO).orElse(HpaConditions.NONE);
    }

    /** Seconds as nanoseconds. */
    static OptionalLong ns(Fields fields, String key) {
        return fields.get(key)
                .flatMap(Field::number)
                .map(seconds -> OptionalLong.of(Math.round(seconds * SECOND_NS)))
                .orElse(OptionalLong.empty());
    }

    static long ns(Fields fields, String key, long otherwise) {
        return ns(fields, key).orElse(otherwise);
    }

    static int count(Fields fields, String key, int otherwise) {
        return fields.integer(key, Integer.MIN_VALUE, Integer.MAX_VALUE).orElse(otherwise);
    }

    /** The whole numbers of a map with free keys. */
    static Map<String, Long> longs(Field map) {
        Map<String, Long> values = new LinkedHashMap<>();
        map.entries().forEach((key, field) -> milli(field).ifPresent(value -> values.put(key, value)));
        return values;
    }

    static Optional<Long> milli(Field field) {
        return field.integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static HpaConditions scaledToZero(HpaCondition condition) {
        return new HpaConditions(null, null, null, condition);
    }
}
