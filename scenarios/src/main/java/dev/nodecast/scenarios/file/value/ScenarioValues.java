package dev.nodecast.scenarios.file.value;

import dev.nodecast.scenarios.file.binding.ValueForm;
import dev.nodecast.scenarios.file.binding.ValueForms;
import dev.nodecast.scenarios.workload.WorkloadPresets;
import dev.nodecast.scheduler.manifest.tree.Field;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The classes of values that scenario files have beside numbers, booleans, text and words. */
public final class ScenarioValues {

    private ScenarioValues() {}

    /** All of them. */
    public static ValueForms forms() {
        return ValueForms.basic()
                .with(Duration.class, ValueForm.of(ScenarioValues::duration, pattern(TimeSpans.PATTERN, "30s", "31d")))
                .with(
                        LocalDateTime.class,
                        ValueForm.of(
                                ScenarioValues::localTime,
                                pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)?$", "2026-10-01")))
                .with(LocalTime.class, ValueForm.of(ScenarioValues::clockTime, pattern("^[0-9]{2}:[0-9]{2}$", "09:00")))
                .with(ZoneId.class, ValueForm.of(ScenarioValues::zone, pattern("^[A-Za-z0-9_+/-]+$", "Asia/Seoul")))
                .with(
                        Bytes.class,
                        ValueForm.of(
                                field -> Scalars.read(field, Bytes.EXPECTED, "GiB", Bytes::parse),
                                pattern(Bytes.PATTERN, "8GiB")))
                .with(
                        JobRate.class,
                        ValueForm.of(
                                field -> Scalars.read(field, JobRate.EXPECTED, "/h", JobRate::parse),
                                pattern(JobRate.PATTERN, "40/h")))
                .with(
                        Amount.class,
                        ValueForm.of(
                                field -> Scalars.read(field, Amount.EXPECTED, "USD", Amount::parse),
                                pattern(Amount.PATTERN, "5m", "1200USD", "10 jobs")))
                .with(
                        FileRef.class,
                        ValueForm.of(
                                field -> field.text().map(text -> new FileRef(text, field.mark())),
                                Map.of("type", "string")))
                .with(
                        TimeDistribution.class,
                        ValueForm.of(
                                DistributionReader::time, distribution(pattern(TimeSpans.PATTERN, "30s"), presets())))
                .with(
                        RateDistribution.class,
                        ValueForm.of(
                                DistributionReader::rate,
                                distribution(pattern("^[0-9.]+\\s*([kMGT]?B|[KMGT]iB?)/s$", "60MB/s"), List.of())));
    }

    private static Optional<Duration> duration(Field field) {
        return Scalars.read(field, TimeSpans.EXPECTED, "s", text -> {
            OptionalLong ns = TimeSpans.parseNs(text);
            return ns.isPresent() ? Optional.of(Duration.ofNanos(ns.getAsLong())) : Optional.empty();
        });
    }

    private static Optional<LocalDateTime> localTime(Field field) {
        return Scalars.read(
                field, "a date such as `2026-10-01` or `2026-10-01T09:00`, in the scenario's time zone", "", text -> {
                    try {
                        return Optional.of(
                                text.contains("T")
                                        ? LocalDateTime.parse(text)
                                        : LocalDate.parse(text).atStartOfDay());
                    } catch (DateTimeException malformed) {
                        return Optional.empty();
                    }
                });
    }

    private static Optional<LocalTime> clockTime(Field field) {
        return Scalars.read(
                field, "a time of day in quotes, such as \"09:00\"; \"24:00\" is written \"00:00\"", "", text -> {
                    try {
                        return Optional.of(LocalTime.parse(text));
                    } catch (DateTimeException malformed) {
                        return Optional.empty();
                    }
                });
    }

    private static Optional<ZoneId> zone(Field field) {
        return Scalars.read(field, "a time zone of the tz database, such as `Asia/Seoul` or `UTC`", "", text -> {
            try {
                return Optional.of(ZoneId.of(text));
            } catch (DateTimeException unknown) {
                return Optional.empty();
            }
        });
    }

    private static List<String> presets() {
        return List.copyOf(WorkloadPresets.distributionsSeconds().keySet());
    }

    private static Map<String, Object> pattern(String pattern, Object... examples) {
        Map<String, Object> schema = new TreeMap<>();
        schema.put("type", "string");
        schema.put("pattern", pattern);
        schema.put("examples", List.of(examples));
        return schema;
    }

    private static Map<String, Object> distribution(Map<String, Object> scalar, List<String> presets) {
        Map<String, Object> number = Map.of("type", "number");
        Map<String, Object> families = new TreeMap<>();
        families.put("constant", scalar);
        families.put("uniform", object(Map.of("low", scalar, "high", scalar)));
        families.put("exponential", object(Map.of("mean", scalar)));
        families.put("lognormal", object(Map.of("median", scalar, "sigma", number)));
        families.put("gamma", object(Map.of("scale", scalar, "shape", number)));
        families.put("weibull", object(Map.of("scale", scalar, "shape", number)));
        families.put("triangular", object(Map.of("low", scalar, "mode", scalar, "high", scalar)));
        families.put("empirical", Map.of("type", "array", "items", scalar, "minItems", 2));
        families.put("mixture", Map.of("type", "array", "minItems", 1));
        if (!presets.isEmpty()) {
            families.put("preset", Map.of("enum", presets));
        }
        Map<String, Object> object = new TreeMap<>();
        object.put("type", "object");
        object.put("properties", families);
        object.put("additionalProperties", false);
        object.put("minProperties", 1);
        object.put("maxProperties", 1);
        return Map.of("oneOf", List.of(scalar, object));
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        Map<String, Object> object = new TreeMap<>();
        object.put("type", "object");
        object.put("properties", new TreeMap<>(properties));
        object.put("required", List.copyOf(new TreeMap<>(properties).keySet()));
        object.put("additionalProperties", false);
        return object;
    }
}
