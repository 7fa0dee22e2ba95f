package dev.nodecast.scheduler.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SavingsPlanTest {

    private static final long HOUR = 3_600L * 1_000_000_000L;
    private static final InstanceItem G5 = item("g5.xlarge");
    private static final InstanceItem G4DN = item("g4dn.xlarge");

    /** Commitment $0.60 an hour; g5.xlarge $1.00 on demand, $0.60 in the plan: one instance is covered whole. */
    @Test
    void useUpToTheCommitmentIsChargedAtThePlansRate() {
        Meter meter = meter(600_000, Map.of("g5.xlarge", 600_000L));
        meter.launch(G5, 0, 1_000_000).end(10 * HOUR, EndedBy.USER);

        Invoice invoice = meter.invoice(10 * HOUR);

        assertThat(MicroUsd.format(invoice.total())).isEqualTo("6.00");
        assertThat(invoice.compute()).isEqualTo(invoice.total());
    }

    /** Two instances for an hour, one covered: $0.60 + $1.00. */
    @Test
    void useBeyondTheCommitmentIsOnDemand() {
        Meter meter = meter(600_000, Map.of("g5.xlarge", 600_000L));
        meter.launch(G5, 0, 1_000_000).end(HOUR, EndedBy.USER);
        meter.launch(G5, 0, 1_000_000).end(HOUR, EndedBy.USER);

        assertThat(MicroUsd.format(meter.invoice(HOUR).total())).isEqualTo("1.60");
    }

    /** One of four hours used: $0.60 covered, 3 × $0.60 for nothing, as a line of its own outside compute. */
    @Test
    void anUnusedCommitmentIsChargedAllTheSame() {
        Meter meter = meter(600_000, Map.of("g5.xlarge", 600_000L));
        meter.launch(G5, HOUR, 1_000_000).end(2 * HOUR, EndedBy.USER);

        Invoice invoice = meter.invoice(4 * HOUR);

        assertThat(MicroUsd.format(invoice.compute())).isEqualTo("0.60");
        assertThat(MicroUsd.format(invoice.sum(Category.COMMITMENT))).isEqualTo("1.80");
    }

    /** g4dn saves half, g5 a tenth; the commitment holds one g4dn only: 0.25 + 1.00. */
    @Test
    void theHighestSavingIsCoveredFirst() {
        Meter meter = meter(250_000, Map.of("g5.xlarge", 900_000L, "g4dn.xlarge", 250_000L));
        meter.launch(G5, 0, 1_000_000).end(HOUR, EndedBy.USER);
        meter.launch(G4DN, 0, 500_000).end(HOUR, EndedBy.USER);

        assertThat(MicroUsd.format(meter.invoice(HOUR).total())).isEqualTo("1.25");
    }

    @Test
    void spotIsNeverCovered() {
        Meter meter = meter(600_000, Map.of("g5.xlarge", 100_000L));
        meter.launch(new InstanceItem(Category.COMPUTE, "p", "g5.xlarge", "spot", "a"), 0, 400_000)
                .end(HOUR, EndedBy.USER);

        Invoice invoice = meter.invoice(HOUR);

        assertThat(MicroUsd.format(invoice.compute())).isEqualTo("0.40");
        assertThat(MicroUsd.format(invoice.sum(Category.COMMITMENT))).isEqualTo("0.60");
    }

    /** An instance in a capacity reservation is billed as one on demand, and so a plan covers it. */
    @Test
    void reservedCapacityIsCoveredLikeOnDemand() {
        Meter meter = meter(600_000, Map.of("g5.xlarge", 600_000L));
        meter.launch(new InstanceItem(Category.COMPUTE, "p", "g5.xlarge", "reserved", "a"), 0, 1_000_000)
                .end(HOUR, EndedBy.USER);

        assertThat(MicroUsd.format(meter.invoice(HOUR).total())).isEqualTo("0.60");
    }

    /** 09:30 to 10:30 is half an hour in each of two hours, though the commitment of each hour holds only a quarter. */
    @Test
    void coverageIsCountedPerClockHour() {
        Meter meter = meter(150_000, Map.of("g5.xlarge", 600_000L));
        meter.launch(G5, 9 * HOUR + HOUR / 2, 1_000_000).end(10 * HOUR + HOUR / 2, EndedBy.USER);

        // covered 15 min per hour: 2 × 0.15; the other 2 × 15 min on demand: 0.50
        assertThat(MicroUsd.format(meter.invoice(11 * HOUR).compute())).isEqualTo("0.80");
    }

    private static Meter meter(long commitment, Map<String, Long> rates) {
        SavingsPlan plan = new SavingsPlan("gpu", commitment, new TreeMap<>(rates));
        return new Meter(Ec2BillingRules.STANDARD, List.of(plan));
    }

    private static InstanceItem item(String instanceType) {
        return new InstanceItem(Category.COMPUTE, "p", instanceType, "on-demand", "us-east-1a");
    }
}
