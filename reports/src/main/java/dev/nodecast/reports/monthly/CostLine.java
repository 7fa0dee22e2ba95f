package dev.nodecast.reports.monthly;

import dev.nodecast.reports.input.CostRow.CostItem;
import java.math.BigDecimal;

/** What one item cost in the month; the mean, where the run has several replications. */
record CostLine(CostItem item, BigDecimal quantity, long microUsd) {}
