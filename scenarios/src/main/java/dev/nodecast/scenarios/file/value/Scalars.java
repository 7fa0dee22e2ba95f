package dev.nodecast.scenarios.file.value;

import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.manifest.tree.ScalarKind;
import dev.nodecast.scheduler.manifest.tree.ScalarNode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads scalars with a grammar; a bare number is reported with the unit it lacks. */
final class Scalars {

    private Scalars() {}

    /** What {@code parser} makes of the text. */
    static <T> Optional<T> read(
            Field field, String expected, String exampleUnit, Function<String, Optional<T>> parser) {
        if (!(field.node() instanceof ScalarNode scalar)) {
            field.report(ManifestRule.WRONG_TYPE, "the value has the wrong type", d -> d.expected(expected));
            return Optional.empty();
        }
        boolean bare = scalar.kind() == ScalarKind.INTEGER || scalar.kind() == ScalarKind.FLOAT;
        Optional<T> value = bare && !exampleUnit.isEmpty() ? Optional.empty() : parser.apply(scalar.text());
        if (value.isEmpty()) {
            field.report(
                    ManifestRule.MALFORMED,
                    bare ? "a number without its unit" : "the value cannot be read",
                    d -> bare && !exampleUnit.isEmpty()
                            ? d.found(scalar.text())
                                    .expected(expected)
                                    .help("add the unit, for example `" + scalar.text() + exampleUnit + "`")
                            : d.expected(expected));
        }
        return value;
    }

    static Optional<Double> seconds(Field field) {
        return read(field, TimeSpans.EXPECTED, "s", text -> {
            OptionalLong ns = TimeSpans.parseNs(text);
            return ns.isPresent() ? Optional.of(ns.getAsLong() / 1e9) : Optional.empty();
        });
    }

    static Optional<Double> bytesPerSecond(Field field) {
        return read(field, "a rate with its unit, such as `60MB/s`", "MB/s", text -> {
            String stripped = text.strip();
            OptionalLong bytes = stripped.endsWith("/s")
                    ? Bytes.count(stripped.substring(0, stripped.length() - 2))
                    : OptionalLong.empty();
            return bytes.isPresent() && bytes.getAsLong() > 0
                    ? Optional.of((double) bytes.getAsLong())
                    : Optional.empty();
        });
    }
}
