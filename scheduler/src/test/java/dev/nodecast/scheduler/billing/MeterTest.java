package dev.nodecast.scheduler.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;
    private static final long G5_XLARGE = MicroUsd.parse("1.006");
    private static final InstanceItem SPOT =
            new InstanceItem(Category.COMPUTE, "gpu-spot", "g5.xlarge", "spot", "us-east-1a");
    private static final InstanceItem ON_DEMAND =
            new InstanceItem(Category.COMPUTE, "gpu-premium", "g5.xlarge", "on-demand", "us-east-1a");
    private static final InstanceItem SYSTEM =
            new InstanceItem(Category.SYSTEM_NODES, "system", "t4g.medium", "on-demand", "us-east-1b");

    private final Meter meter = new Meter(Ec2BillingRules.STANDARD);

    /** The design's cost table: 720, 240 and 100 hours of a g5.xlarge at $1.006: 720 × 1.006 = 724.32 and so on. */
    @ParameterizedTest
    @CsvSource({"720, 724.32", "240, 241.44", "100, 100.60"})
    void theCostTableOfTheDesignIsHoursTimesPrice(int hours, String usd) {
        meter.launch(ON_DEMAND, 0, G5_XLARGE).end(hours * HOUR, EndedBy.USER);

        Invoice invoice = meter.invoice(hours * HOUR);

        assertThat(MicroUsd.format(invoice.total())).isEqualTo(usd);
        assertThat(invoice.compute()).isEqualTo(invoice.total());
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "1, 60", "60000000000, 60", "60000000001, 61", "61000000000, 61", "3600000000000, 3600"})
    void aLifeIsBilledInBegunSecondsAndAtLeastSixty(long existedNs, long billedSeconds) {
        meter.launch(ON_DEMAND, 7, G5_XLARGE).end(7 + existedNs, EndedBy.USER);

        assertThat(meter.invoice(HOUR).billedInstanceSeconds()).isEqualTo(billedSeconds);
    }

    @Test
    void aSpotInstanceThatEc2InterruptsInItsFirstHourIsFree() {
        meter.launch(SPOT, 0, G5_XLARGE).end(HOUR - 1, EndedBy.EC2_INTERRUPTION);

        Invoice invoice = meter.invoice(HOUR);

        assertThat(invoice.total()).isZero();
        assertThat(invoice.billedInstanceSeconds()).isZero();
        assertThat(invoice.freeInstanceSeconds()).isEqualTo(3_600);
    }

    @Test
    void aSpotInstanceThatEc2InterruptsAfterAnHourPaysForAllOfIt() {
        meter.launch(SPOT, 0, G5_XLARGE).end(HOUR, EndedBy.EC2_INTERRUPTION);

        assertThat(meter.invoice(HOUR).total()).isEqualTo(G5_XLARGE);
    }

    @Test
    void theFreeFirstHourIsForSpotAndForInterruptionsOnlyAndCanBeSwitchedOff() {
        meter.launch(SPOT, 0, G5_XLARGE).end(HOUR / 2, EndedBy.USER);
        meter.launch(ON_DEMAND, 0, G5_XLARGE).end(HOUR / 2, EndedBy.EC2_INTERRUPTION);
        Meter charging = new Meter(Ec2BillingRules.STANDARD.withFirstHourFreeOnInterruption(false));
        charging.launch(SPOT, 0, G5_XLARGE).end(HOUR / 2, EndedBy.EC2_INTERRUPTION);

        assertThat(meter.invoice(HOUR).total()).isEqualTo(2 * G5_XLARGE / 2);
        assertThat(charging.invoice(HOUR).total()).isEqualTo(G5_XLARGE / 2);
    }

    /** 1,800 s at $0.40 and 1,800 s at $0.50: 0.20 + 0.25 = $0.45. */
    @Test
    void aChangedSpotPriceHoldsForTheSecondsThatBeginAfterIt() {
        InstanceMeter instance = meter.launch(SPOT, 0, MicroUsd.parse("0.40"));
        instance.priceChanged(HOUR / 2, MicroUsd.parse("0.50"));
        instance.end(HOUR, EndedBy.USER);

        assertThat(MicroUsd.format(meter.invoice(HOUR).total())).isEqualTo("0.45");
    }

    @Test
    void whatStillRunsIsOnTheInvoiceAndGoesOnRunning() {
        InstanceMeter instance = meter.launch(ON_DEMAND, 0, G5_XLARGE);

        assertThat(meter.invoice(HOUR).total()).isEqualTo(G5_XLARGE);
        instance.end(2 * HOUR, EndedBy.USER);
        assertThat(meter.invoice(3 * HOUR).total()).isEqualTo(2 * G5_XLARGE);
    }

    @Test
    void systemNodesStorageAndServicesStandBesideCompute() {
        meter.launch(SPOT, 0, 400_000).end(HOUR, EndedBy.USER);
        meter.launch(SYSTEM, 0, 33_600).end(HOUR, EndedBy.USER);
        meter.use(new ServiceItem(Category.CONTROL_PLANE, "EKS", UnitRate.perHour(100_000)), 3_600);
        meter.use(new ServiceItem(Category.DATA, "NAT gateway data", UnitRate.perGib(45_000)), 10L << 30);

        Invoice invoice = meter.invoice(HOUR);

        assertThat(invoice.byCategory())
                .containsExactly(
                        entry("compute", 400_000L),
                        entry("control-plane", 100_000L),
                        entry("data", 450_000L),
                        entry("system-nodes", 33_600L));
        assertThat(invoice.total()).isEqualTo(983_600);
        assertThat(invoice.byNodePool()).containsExactly(entry("gpu-spot", 400_000L));
    }

    /** 100 GiB of gp3 for half of October: 100 GiB × 15.5 / 31 months × $0.08 = $4.00. */
    @Test
    void storageIsBilledByTheShareOfTheCalendarMonth() {
        BillingMonth october = BillingMonth.of(YearMonth.of(2026, 10));
        UnitRate gp3 = UnitRate.perMonth(MicroUsd.parse("0.08"), "GiB", october);
        meter.use(new ServiceItem(Category.STORAGE, "EBS gp3", gp3), 100L * october.seconds() / 2);

        assertThat(MicroUsd.format(meter.invoice(0).total())).isEqualTo("4.00");
    }

    /** 1 s at 1 micro-USD an hour is 1/3600: rounded to 0; 1,800 s is one half: to the even 0; 5,400 s is 1.5: to 2. */
    @ParameterizedTest
    @CsvSource({"60, 0", "1800, 0", "1801, 1", "5400, 2"})
    void aLineIsRoundedOnceHalfEven(long seconds, long microUsd) {
        meter.launch(ON_DEMAND, 0, 1).end(seconds * SECOND, EndedBy.USER);

        assertThat(meter.invoice(HOUR).total()).isEqualTo(microUsd);
    }

    @Test
    void aMonthOfTenThousandOfTheDearestInstancesFitsAndMoreFailsLoudly() {
        InstanceItem p5 = new InstanceItem(Category.COMPUTE, "p", "p5.48xlarge", "on-demand", "us-east-1a");
        for (int i = 0; i < 10_000; i++) {
            meter.launch(p5, 0, 80_000_000).end(744 * HOUR, EndedBy.USER);
        }
        assertThat(meter.invoice(744 * HOUR).total()).isEqualTo(10_000L * 744 * 80_000_000);

        InstanceMeter absurd = meter.launch(p5, 0, Long.MAX_VALUE / 100);
        assertThatThrownBy(() -> absurd.end(HOUR, EndedBy.USER)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void timeThatRunsBackwardsAndASecondEndAreRefused() {
        InstanceMeter instance = meter.launch(SPOT, HOUR, 1);

        assertThatThrownBy(() -> instance.end(HOUR - 1, EndedBy.USER))
                .hasMessageContaining("expected at least " + HOUR);
        instance.end(2 * HOUR, EndedBy.USER);
        assertThatThrownBy(() -> instance.end(2 * HOUR, EndedBy.USER)).hasMessageContaining("ended already");
    }
}
