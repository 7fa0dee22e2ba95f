package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.grammar.Durations;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.manifest.tree.ScalarKind;
import dev.nodecast.scheduler.manifest.tree.ScalarNode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A duration as Karpenter's CRDs allow it: whole hours, minutes and seconds, or {@code Never}. Source: the patterns of
 * the NodePool CRD.
 *
 * @param ns nanoseconds; empty means Never
 */
record KarpenterDuration(OptionalLong ns) {

    private static final Pattern PATTERN = Pattern.compile("([0-9]+(s|m|h))+");
    private static final String EXPECTED = "whole hours, minutes and seconds, such as `30s` or `1h30m`";

    /** The duration; empty where the text is none. */
    static Optional<KarpenterDuration> orNever(Field field) {
        boolean never =
                field.node() instanceof ScalarNode scalar && scalar.text().equals("Never");
        return never
                ? Optional.of(new KarpenterDuration(OptionalLong.empty()))
                : ns(field, EXPECTED + ", or `Never`").map(ns -> new KarpenterDuration(OptionalLong.of(ns)));
    }

    /** Nanoseconds of a duration that cannot be Never. */
    static Optional<Long> ns(Field field) {
        return ns(field, EXPECTED);
    }

    private static Optional<Long> ns(Field field, String expected) {
        OptionalLong ns = OptionalLong.empty();
        if (field.node() instanceof ScalarNode scalar && scalar.kind() == ScalarKind.STRING) {
            ns = PATTERN.matcher(scalar.text()).matches() ? Durations.parseNs(scalar.text()) : OptionalLong.empty();
        }
        if (ns.isEmpty()) {
            boolean bare = field.node() instanceof ScalarNode scalar && scalar.kind() == ScalarKind.INTEGER;
            field.report(
                    ManifestRule.MALFORMED,
                    "this is not a duration that Karpenter takes",
                    d -> bare ? d.expected(expected).help("add the unit") : d.expected(expected));
            return Optional.empty();
        }
        return Optional.of(ns.getAsLong());
    }
}
