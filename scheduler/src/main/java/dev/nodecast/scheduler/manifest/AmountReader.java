package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.grammar.LabelSyntax;
import dev.nodecast.scheduler.manifest.grammar.Quantity;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.manifest.tree.ScalarNode;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.Resources;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads resource lists and counts. */
public final class AmountReader {

    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,6}%");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    private AmountReader() {}

    /** A map from resource name to quantity, such as {@code requests} or {@code limits}; empty where it is absent. */
    public static Resources resources(Fields fields, String key) {
        return fields.get(key).map(AmountReader::resources).orElse(Resources.NONE);
    }

    /** A map from resource name to quantity. */
    static Resources resources(Field map) {
        TreeMap<String, Long> amounts = new TreeMap<>();
        for (Map.Entry<String, Field> entry : map.entries().entrySet()) {
            String name = entry.getKey();
            Field field = entry.getValue();
            if (!LabelSyntax.isKey(name)) {
                field.report(
                        ManifestRule.MALFORMED,
                        "`" + name + "` is not a resource name",
                        d -> d.found("`" + name + "`").expected("a name such as cpu, memory or nvidia.com/gpu"));
            }
            field.quantity().flatMap(quantity -> amount(field, name, quantity)).ifPresent(v -> amounts.put(name, v));
        }
        return Resources.of(amounts);
    }

    /** Bytes of a quantity such as a volume's size. */
    static Optional<Long> bytes(Field field) {
        return field.quantity().flatMap(quantity -> amount(field, "bytes", quantity));
    }

    private static Optional<Long> amount(Field field, String resource, Quantity quantity) {
        if (quantity.isNegative()) {
            field.report(ManifestRule.OUT_OF_RANGE, "an amount cannot be negative", d -> d.expected("0 or more"));
            return Optional.empty();
        }
        OptionalLong amount = resource.equals(Resources.CPU) ? quantity.milli() : quantity.units();
        if (amount.isEmpty()) {
            field.report(
                    ManifestRule.OUT_OF_RANGE,
                    "this amount is absurdly large",
                    d -> d.expected("less than 2^63, about 8Ei"));
            return Optional.empty();
        }
        if (isExtended(resource) && !quantity.isWhole()) {
            field.report(
                    ManifestRule.OUT_OF_RANGE,
                    "`" + resource + "` is counted in whole devices",
                    d -> d.expected("a whole number")
                            .help("fractions and sharing of a GPU are not supported; give the pod a whole one"));
            return Optional.empty();
        }
        if (resource.equals(Resources.MEMORY) && !quantity.isWhole()) {
            field.warn(
                    ManifestRule.OUT_OF_RANGE,
                    "this is a fraction of a byte of memory",
                    d -> d.expected("whole bytes, such as `500Mi`")
                            .help("`m` means thousandths; `M` and `Mi` mean millions of bytes"));
        }
        return Optional.of(amount.getAsLong());
    }

    /** Whether a resource is one of devices, which only exist as a whole: every name with a foreign domain. */
    static boolean isExtended(String resource) {
        int slash = resource.indexOf('/');
        return slash > 0 && !resource.substring(0, slash).endsWith("kubernetes.io");
    }

    /** A whole number of 0 or more, or a percentage as text. */
    static Optional<CountOrPercent> countOrPercent(Field field) {
        String text = field.node() instanceof ScalarNode scalar ? scalar.text() : "";
        if (PERCENT.matcher(text).matches()) {
            return Optional.of(new CountOrPercent.Percent(Integer.parseInt(text.substring(0, text.length() - 1))));
        }
        if (COUNT.matcher(text).matches()) {
            return Optional.of(new CountOrPercent.Count(Integer.parseInt(text)));
        }
        field.report(
                ManifestRule.MALFORMED,
                "this is neither a count nor a percentage",
                d -> d.expected("a whole number of 0 or more, or a percentage such as \"10%\""));
        return Optional.empty();
    }
}
