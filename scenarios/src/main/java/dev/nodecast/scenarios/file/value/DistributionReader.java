package dev.nodecast.scenarios.file.value;

import dev.nodecast.scenarios.workload.WorkloadPresets;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.manifest.tree.ScalarNode;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.Mixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads distributions whose parameters carry units: a single value, or one of the families by name. */
final class DistributionReader {

    /** For "expected: …". */
    static final String FAMILIES =
            "constant, uniform, exponential, lognormal, gamma, weibull, triangular, empirical," + " mixture, preset";

    private static final double VALUE_MAX = 1e15;

    private final Function<Field, Optional<Double>> value;
    private final Map<String, Distribution> presets;

    private DistributionReader(Function<Field, Optional<Double>> value, Map<String, Distribution> presets) {
        this.value = value;
        this.presets = presets;
    }

    static Optional<TimeDistribution> time(Field field) {
        return new DistributionReader(Scalars::seconds, WorkloadPresets.distributionsSeconds())
                .read(field)
                .map(TimeDistribution::new);
    }

    static Optional<RateDistribution> rate(Field field) {
        return new DistributionReader(Scalars::bytesPerSecond, Map.of())
                .read(field)
                .map(RateDistribution::new);
    }

    private Optional<Distribution> read(Field field) {
        if (field.node() instanceof ScalarNode) {
            return value.apply(field).map(Distribution::constant);
        }
        return field.map(fields -> family(field, fields)).flatMap(found -> found);
    }

    private Optional<Distribution> family(Field field, Fields fields) {
        List<Optional<Distribution>> found = new ArrayList<>();
        fields.get("constant").ifPresent(f -> found.add(value.apply(f).map(Distribution::constant)));
        fields.get("uniform").ifPresent(f -> found.add(two(f, "low", "high", Distribution::uniform)));
        fields.get("exponential").ifPresent(f -> found.add(exponential(f)));
        fields.get("lognormal").ifPresent(f -> found.add(shaped(f, "median", "sigma", Distribution::lognormal)));
        fields.get("gamma").ifPresent(f -> found.add(shaped(f, "scale", "shape", (a, b) -> Distribution.gamma(b, a))));
        fields.get("weibull")
                .ifPresent(f -> found.add(shaped(f, "scale", "shape", (a, b) -> Distribution.weibull(b, a))));
        fields.get("triangular").ifPresent(f -> found.add(triangular(f)));
        fields.get("empirical").ifPresent(f -> found.add(empirical(f)));
        fields.get("mixture").ifPresent(f -> found.add(mixture(f)));
        fields.get("preset").ifPresent(f -> found.add(f.oneOf(presets)));
        if (found.size() != 1) {
            field.report(
                    ManifestRule.INCONSISTENT,
                    "a distribution has exactly one family",
                    d -> d.found(found.isEmpty() ? "none" : found.size() + " families")
                            .expected("one of " + FAMILIES));
            return Optional.empty();
        }
        return found.getFirst();
    }

    private Optional<Distribution> exponential(Field field) {
        return checked(field, field.map(f -> parameter(f, "mean").map(Distribution::exponential)));
    }

    private Optional<Distribution> two(Field field, String first, String second, Maker maker) {
        return checked(field, field.map(f -> {
            Optional<Double> a = parameter(f, first);
            Optional<Double> b = parameter(f, second);
            return a.isPresent() && b.isPresent()
                    ? make(field, () -> maker.make(a.get(), b.get()))
                    : Optional.<Distribution>empty();
        }));
    }

    private Optional<Distribution> shaped(Field field, String scale, String shape, Maker maker) {
        return checked(field, field.map(f -> {
            Optional<Double> a = parameter(f, scale);
            f.require(shape);
            Optional<Double> b = f.get(shape).flatMap(Field::number);
            return a.isPresent() && b.isPresent()
                    ? make(field, () -> maker.make(a.get(), b.get()))
                    : Optional.<Distribution>empty();
        }));
    }

    private Optional<Distribution> triangular(Field field) {
        return checked(field, field.map(f -> {
            Optional<Double> low = parameter(f, "low");
            Optional<Double> mode = parameter(f, "mode");
            Optional<Double> high = parameter(f, "high");
            return low.isPresent() && mode.isPresent() && high.isPresent()
                    ? make(field, () -> Distribution.triangular(low.get(), mode.get(), high.get()))
                    : Optional.<Distribution>empty();
        }));
    }

    private Optional<Distribution> empirical(Field field) {
        List<Double> quantiles = new ArrayList<>();
        field.items().forEach(item -> value.apply(item).ifPresent(quantiles::add));
        return make(
                field,
                () -> Distribution.empirical(
                        quantiles.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    private Optional<Distribution> mixture(Field field) {
        List<Double> weights = new ArrayList<>();
        List<Distribution> parts = new ArrayList<>();
        for (Field item : field.items()) {
            item.map(f -> {
                f.require("weight", "of");
                Optional<Double> weight = f.get("weight").flatMap(Field::number);
                Optional<Distribution> part = f.get("of").flatMap(this::read);
                if (weight.isPresent() && part.isPresent()) {
                    weights.add(weight.get());
                    parts.add(part.get());
                }
                return f;
            });
        }
        return make(field, () -> new Mixture(weights, parts));
    }

    private Optional<Double> parameter(Fields fields, String key) {
        fields.require(key);
        return fields.get(key).flatMap(value);
    }

    private static Optional<Distribution> checked(Field field, Optional<Optional<Distribution>> made) {
        return made.flatMap(distribution -> distribution).filter(distribution -> {
            boolean sane = distribution.mean() >= 0 && distribution.mean() < VALUE_MAX;
            if (!sane) {
                field.report(
                        ManifestRule.OUT_OF_RANGE,
                        "the distribution has no sensible mean",
                        d -> d.found("a mean of " + distribution.mean()).expected("a finite mean of 0 or more"));
            }
            return sane;
        });
    }

    /** The distributions check their parameters themselves; what they say becomes the message. */
    private static Optional<Distribution> make(Field field, java.util.function.Supplier<Distribution> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException refused) {
            field.report(
                    ManifestRule.OUT_OF_RANGE,
                    "there is no such distribution",
                    d -> d.expected(String.valueOf(refused.getMessage())));
            return Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Maker {
        Distribution make(double first, double second);
    }
}
