package dev.nodecast.aws.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gauges in Prometheus' text format, version 0.0.4. The client library refuses some of Karpenter's names, such as
 * {@code karpenter_nodepools_cost_total}, and would hold every series between two scrapes.
 */
final class GaugeText {

    private final Map<String, StringBuilder> families = new LinkedHashMap<>();

    /** A series, in a family whose help is that of its first. Labels without a value are left out, which means the same. */
    void add(Family family, double value, String... labels) {
        StringBuilder lines = families.computeIfAbsent(
                family.name,
                name -> new StringBuilder()
                        .append("# HELP ")
                        .append(name)
                        .append(' ')
                        .append(family.help)
                        .append("\n# TYPE ")
                        .append(name)
                        .append(" gauge\n"));
        lines.append(family.name);
        char separator = '{';
        for (int i = 0; i < labels.length; i += 2) {
            if (!labels[i + 1].isEmpty()) {
                lines.append(separator)
                        .append(labels[i])
                        .append("=\"")
                        .append(escaped(labels[i + 1]))
                        .append('"');
                separator = ',';
            }
        }
        lines.append(separator == ',' ? "} " : " ").append(number(value)).append('\n');
    }

    /**
     * What series have in common.
     *
     * @param help one line
     */
    record Family(String name, String help) {}

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return String.join("", families.values());
    }
}
