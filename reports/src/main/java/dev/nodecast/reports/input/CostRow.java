package dev.nodecast.reports.input;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A row of {@code costs.csv}: an invoice line of one local day.
 *
 * @param microUsd can be negative where EC2 made time of the day before free
 */
public record CostRow(LocalDate date, CostItem item, BigDecimal quantity, long microUsd) {

    /**
     * What was paid for. Texts that do not apply, such as the zone of a control plane, are empty.
     *
     * @param category as {@link dev.nodecast.scheduler.billing.Category} writes it
     * @param unit of the quantity
     */
    public record CostItem(
            String category,
            String nodePool,
            String instanceType,
            String capacityType,
            String zone,
            String item,
            String unit) {}
}
