package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.grammar.Durations;
import dev.nodecast.scheduler.manifest.grammar.Quantity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A value that is there, and its place. The typed getters report what does not fit and are then empty, so that reading
 * goes on to the next problem.
 */
public final class Field {

    private final TreeNode node;
    private final FieldPath path;
    private final Reading reading;

    Field(TreeNode node, FieldPath path, Reading reading) {
        this.node = node;
        this.path = path;
        this.reading = reading;
    }

    /** The root of a tree as a field. */
    public static Field root(TreeNode node, Reading reading) {
        return new Field(node, FieldPath.ROOT, reading);
    }

    /** The tree below this field. */
    public TreeNode node() {
        return node;
    }

    /** Where it stands. */
    public SourceMark mark() {
        return node.mark();
    }

    /** Dotted path from the root. */
    public String path() {
        return path.toString();
    }

    /** Reports a problem with this field; complete it with the function. */
    public void report(ManifestRule rule, String message, Function<Diagnostic, Diagnostic> details) {
        report(Severity.ERROR, rule, message, details);
    }

    /** Reports something questionable about this field; complete it with the function. */
    public void warn(ManifestRule rule, String message, Function<Diagnostic, Diagnostic> details) {
        report(Severity.WARNING, rule, message, details);
    }

    /** Reports what an API server would refuse: an error, but a warning about an object that one has accepted. */
    public void refuse(ManifestRule rule, String message, Function<Diagnostic, Diagnostic> details) {
        report(reading.refusals(), rule, message, details);
    }

    private void report(
            Severity severity, ManifestRule rule, String message, Function<Diagnostic, Diagnostic> details) {
        Diagnostic plain = Diagnostic.of(severity, rule.id(), node.mark(), message)
                .field(path())
                .found(node.describe());
        reading.diagnostics().add(details.apply(plain));
    }

    /** Text. A bare number or boolean is an error, as it is for the API server. */
    public Optional<String> text() {
        if (!(node instanceof ScalarNode scalar)) {
            return wrongType("text");
        }
        if (scalar.kind() != ScalarKind.STRING) {
            report(
                    ManifestRule.WRONG_TYPE,
                    "`" + name() + "` must be text",
                    d -> d.expected("text").help("put it in quotes: \"" + scalar.text() + "\""));
        }
        return scalar.value();
    }

    /** A whole number from {@code min} to {@code max}. */
    public Optional<Long> integer(long min, long max) {
        if (!(node instanceof ScalarNode scalar) || scalar.kind() != ScalarKind.INTEGER) {
            boolean quoted = node instanceof ScalarNode text && ScalarKind.ofPlain(text.text()) == ScalarKind.INTEGER;
            report(ManifestRule.WRONG_TYPE, "`" + name() + "` must be a whole number", d -> {
                Diagnostic withRange = d.expected(Integers.range(min, max));
                return quoted ? withRange.help("remove the quotes") : withRange;
            });
            return Optional.empty();
        }
        OptionalLong value = Integers.parse(scalar.text());
        if (Integers.isLegacyOctal(scalar.text())) {
            warn(
                    ManifestRule.LEGACY_YAML,
                    "kubectl reads a number with a leading zero as octal",
                    d -> d.help(value.isPresent() ? "write " + value.getAsLong() : "write a decimal number"));
        }
        if (value.isEmpty() || value.getAsLong() < min || value.getAsLong() > max) {
            report(
                    ManifestRule.OUT_OF_RANGE,
                    "`" + name() + "` is out of range",
                    d -> d.expected(Integers.range(min, max)));
            return Optional.empty();
        }
        return Optional.of(value.getAsLong());
    }

    /** A whole number from {@code min} to {@code max}. */
    public Optional<Integer> integer(int min, int max) {
        return integer((long) min, (long) max).map(Math::toIntExact);
    }

    /** A finite number, with or without a fraction. */
    public Optional<Double> number() {
        if (node instanceof ScalarNode scalar
                && (scalar.kind() == ScalarKind.INTEGER || scalar.kind() == ScalarKind.FLOAT)
                && !scalar.text().contains(".i")
                && !scalar.text().contains(".n")) {
            OptionalLong whole = Integers.parse(scalar.text());
            double value = whole.isPresent() ? whole.getAsLong() : Integers.parseDouble(scalar.text());
            if (Double.isFinite(value)) {
                return Optional.of(value);
            }
        }
        return wrongType("a number");
    }

    /** A boolean. What only YAML 1.1 takes for one is read as kubectl reads it, with a warning. */
    public Optional<Boolean> bool() {
        if (!(node instanceof ScalarNode scalar)
                || (scalar.kind() != ScalarKind.BOOLEAN && scalar.kind() != ScalarKind.LEGACY_BOOLEAN)) {
            return wrongType("`true` or `false`, without quotes");
        }
        boolean value = ScalarKind.isTrue(scalar.text());
        if (scalar.kind() == ScalarKind.LEGACY_BOOLEAN) {
            warn(
                    ManifestRule.LEGACY_YAML,
                    "`" + scalar.text() + "` is a boolean in YAML 1.1 only",
                    d -> d.help("write " + value));
        }
        return Optional.of(value);
    }

    /** A Kubernetes quantity; bare numbers are allowed, as the API server allows them. */
    public Optional<Quantity> quantity() {
        if (!(node instanceof ScalarNode scalar)) {
            return wrongType(Quantity.EXPECTED);
        }
        Optional<Quantity> quantity = Quantity.parse(scalar.text());
        if (quantity.isEmpty()) {
            report(ManifestRule.MALFORMED, "`" + name() + "` is not a quantity", d -> d.expected(Quantity.EXPECTED));
        }
        return quantity;
    }

    /** A duration in Go's grammar, in nanoseconds; a number without a unit is an error. */
    public Optional<Long> durationNs() {
        boolean bareNumber = node instanceof ScalarNode scalar
                && (scalar.kind() == ScalarKind.INTEGER || scalar.kind() == ScalarKind.FLOAT);
        OptionalLong ns = node instanceof ScalarNode scalar && !bareNumber
                ? Durations.parseNs(scalar.text())
                : OptionalLong.empty();
        if (ns.isEmpty()) {
            report(
                    ManifestRule.MALFORMED,
                    "`" + name() + "` is not a duration",
                    d -> bareNumber
                            ? d.expected(Durations.EXPECTED).help("add the unit, for example `" + rawText() + "s`")
                            : d.expected(Durations.EXPECTED));
            return Optional.empty();
        }
        return Optional.of(ns.getAsLong());
    }

    /** A point in time in RFC 3339. */
    public Optional<Instant> instant() {
        try {
            return Optional.of(OffsetDateTime.parse(rawText()).toInstant());
        } catch (DateTimeException malformed) {
            report(
                    ManifestRule.MALFORMED,
                    "`" + name() + "` is not a point in time",
                    d -> d.expected("a time in RFC 3339, such as `2026-10-01T00:00:00Z`"));
            return Optional.empty();
        }
    }

    /** One of some words. */
    public <E> Optional<E> oneOf(Map<String, E> meanings) {
        Optional<String> word = text();
        if (word.isEmpty()) {
            return Optional.empty();
        }
        E meaning = meanings.get(word.get());
        if (meaning == null) {
            report(ManifestRule.NOT_ALLOWED, "`" + name() + "` has a value that does not exist", d -> {
                Diagnostic withWords = d.expected("one of " + String.join(", ", meanings.keySet()));
                return Spelling.nearest(word.get(), meanings.keySet())
                        .map(near -> withWords.help("did you mean `" + near + "`?"))
                        .orElse(withWords);
            });
        }
        return Optional.ofNullable(meaning);
    }

    /** The fields of a map, read by {@code reader}; fields it did not ask for are reported. */
    public <T> Optional<T> map(Function<Fields, T> reader) {
        if (!(node instanceof MapNode map)) {
            return wrongType("a map of fields");
        }
        Fields fields = new Fields(map, path, reading);
        T result = reader.apply(fields);
        fields.reportUnknown();
        return Optional.of(result);
    }

    /** The items of a list; none, with an error reported, where this is no list. */
    public List<Field> items() {
        if (!(node instanceof ListNode list)) {
            wrongType("a list; its items begin with `- `");
            return List.of();
        }
        List<Field> items = new ArrayList<>(list.items().size());
        for (int i = 0; i < list.items().size(); i++) {
            items.add(new Field(list.items().get(i), path.index(i), reading));
        }
        return items;
    }

    /** The values of a map with free keys; none, with an error reported, where this is no map. */
    public Map<String, Field> entries() {
        if (!(node instanceof MapNode map)) {
            wrongType("a map");
            return Map.of();
        }
        Map<String, Field> fields = new LinkedHashMap<>();
        for (MapNode.Entry entry : map.entries()) {
            fields.put(entry.key(), new Field(entry.value(), path.key(entry.key()), reading));
        }
        return fields;
    }

    /** The texts of a map with free keys, such as labels. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        entries()
                .forEach((key, field) ->
                        texts.put(key, field.isNull() ? "" : field.text().orElse("")));
        return texts;
    }

    /** Whether it is written but null, which only items of a list and values of free keys can be. */
    public boolean isNull() {
        return node instanceof ScalarNode scalar && scalar.isNull();
    }

    private String rawText() {
        return node instanceof ScalarNode scalar ? scalar.text() : "";
    }

    private String name() {
        String segment = path.segment();
        return segment.startsWith(".") ? segment.substring(1) : path();
    }

    private <T> Optional<T> wrongType(String expected) {
        report(ManifestRule.WRONG_TYPE, "`" + name() + "` has the wrong type", d -> d.expected(expected));
        return Optional.empty();
    }
}
