package dev.nodecast.scheduler.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class SavingsPlanPropertyTest {

    private static final long HOUR = 3_600L * 1_000_000_000L;
    private static final InstanceItem G5 =
            new InstanceItem(Category.COMPUTE, "p", "g5.xlarge", "on-demand", "us-east-1a");

    @Property
    void theCommitmentIsPaidInFullAndCoveredUseLeavesOnDemand(
            @ForAll @Size(max = 20) List<@LongRange(min = 60, max = 36_000) Long> lives,
            @ForAll @LongRange(min = 1, max = 5_000_000) long commitment) {
        SavingsPlan plan = new SavingsPlan("gpu", commitment, new TreeMap<>(Map.of("g5.xlarge", 600_000L)));
        Meter meter = new Meter(Ec2BillingRules.STANDARD, List.of(plan));
        for (long seconds : lives) {
            meter.launch(G5, 0, 1_000_000).end(seconds * 1_000_000_000L, EndedBy.USER);
        }
        Invoice invoice = meter.invoice(10 * HOUR);

        long covered = amountOf(invoice, CoveredItem.class);
        long coveredSeconds = secondsOf(invoice, CoveredItem.class);
        long seconds = lives.stream().mapToLong(Long::longValue).sum();
        // two rounded lines: within half a micro-USD each of the exact 10 hours of commitment
        assertThat(covered + invoice.sum(Category.COMMITMENT)).isBetween(10 * commitment - 1, 10 * commitment + 1);
        assertThat(secondsOf(invoice, InstanceItem.class) + coveredSeconds).isEqualTo(seconds);
        assertThat(secondsOf(invoice, InstanceItem.class)).isNotNegative();
    }

    private static long amountOf(Invoice invoice, Class<? extends LineItem> kind) {
        return invoice.lines().stream()
                .filter(line -> kind.isInstance(line.item()))
                .mapToLong(InvoiceLine::amountMicroUsd)
                .sum();
    }

    private static long secondsOf(Invoice invoice, Class<? extends LineItem> kind) {
        return invoice.lines().stream()
                .filter(line -> kind.isInstance(line.item()))
                .mapToLong(line -> line.quantity().metered())
                .sum();
    }
}
