package dev.nodecast.scheduler.catalog.list;

import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;

/** Prices in JSON and YAML: USD per hour as a number. */
public final class Prices {

    private static final double MICRO = 1_000_000;
    private static final double MAX_USD = 1_000_000;

    private Prices() {}

    /** Micro-USD per hour of the price at a key; 0 where it is absent, and where it is none, which is reported. */
    public static long microUsd(Fields fields, String key) {
        return fields.get(key).map(Prices::microUsd).orElse(0L);
    }

    private static long microUsd(Field field) {
        double usd = field.number().orElse(0.0);
        if (usd < 0 || usd > MAX_USD) {
            field.report(
                    ManifestRule.OUT_OF_RANGE,
                    "this is no price of an hour",
                    d -> d.expected("USD per hour, from 0 to " + (long) MAX_USD));
            return 0;
        }
        return Math.round(usd * MICRO);
    }
}
