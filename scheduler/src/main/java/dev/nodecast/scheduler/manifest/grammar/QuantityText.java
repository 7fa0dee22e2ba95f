package dev.nodecast.scheduler.manifest.grammar;

import dev.nodecast.scheduler.model.Resources;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Amounts of resources as Kubernetes prints them. */
public final class QuantityText {

    private static final int MILLI = 3;

    private QuantityText() {}

    /** By the resources' names, those of amount 0 left out. */
    public static SequencedMap<String, String> of(Resources resources) {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        resources.forEach((name, amount) -> {
            if (amount != 0) {
                texts.put(name, of(name, amount));
            }
        });
        return texts;
    }

    /**
     * One amount of a resource, as {@link Resources} counts it. How bytes were written is not known any more: they are
     * printed in powers of 1024 unless those of 1000 make a shorter text.
     */
    public static String of(String resource, long amount) {
        if (resource.equals(Resources.CPU)) {
            return new Quantity(BigDecimal.valueOf(amount, MILLI), false).toString();
        }
        String decimal = new Quantity(BigDecimal.valueOf(amount), false).toString();
        if (!inBytes(resource)) {
            return decimal;
        }
        String binary = new Quantity(BigDecimal.valueOf(amount), true).toString();
        return decimal.length() < binary.length() ? decimal : binary;
    }

    private static boolean inBytes(String resource) {
        return resource.equals(Resources.MEMORY)
                || resource.equals(Resources.EPHEMERAL_STORAGE)
                || resource.startsWith("hugepages-");
    }
}
