package dev.nodecast.scheduler.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class MeterPropertyTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;
    private static final long MONTH = 744 * HOUR;

    record Life(InstanceItem item, long launchedNs, long livedNs, long microUsdPerHour, EndedBy endedBy) {}

    @Property
    void theLinesAddUpToTheTotalAndEveryGroupingToCompute(@ForAll("lives") List<Life> lives) {
        Invoice invoice = bill(lives, new Meter(Ec2BillingRules.STANDARD, List.of(plan())))
                .invoice(MONTH);

        assertThat(invoice.lines().stream()
                        .mapToLong(InvoiceLine::amountMicroUsd)
                        .sum())
                .isEqualTo(invoice.total());
        assertThat(sum(invoice.byCategory().values())).isEqualTo(invoice.total());
        assertThat(sum(invoice.byNodePool().values())).isEqualTo(invoice.compute());
        assertThat(sum(invoice.byCapacityType().values())).isEqualTo(invoice.compute());
        assertThat(sum(invoice.byInstanceType().values())).isEqualTo(invoice.compute());
        assertThat(sum(invoice.byZone().values())).isEqualTo(invoice.compute());
    }

    @Property
    void billedAndFreeSecondsAreTheSecondsThatExistedRoundedAsEc2Does(@ForAll("lives") List<Life> lives) {
        Invoice invoice = bill(lives, new Meter(Ec2BillingRules.STANDARD, List.of(plan())))
                .invoice(MONTH);

        long existed = lives.stream()
                .mapToLong(life -> Math.max(60, (life.livedNs + SECOND - 1) / SECOND))
                .sum();
        assertThat(invoice.billedInstanceSeconds() + invoice.freeInstanceSeconds())
                .isEqualTo(existed);
        long free = lives.stream()
                .filter(life -> life.endedBy == EndedBy.EC2_INTERRUPTION
                        && life.livedNs < HOUR
                        && life.item.capacityType().equals("spot"))
                .mapToLong(life -> Math.max(60, (life.livedNs + SECOND - 1) / SECOND))
                .sum();
        assertThat(invoice.freeInstanceSeconds()).isEqualTo(free);
    }

    @Property
    void eachLineIsWithinHalfAMicroUsdOfTheExactAmount(@ForAll("lives") List<Life> lives) {
        Invoice invoice = bill(lives, new Meter(Ec2BillingRules.STANDARD)).invoice(MONTH);

        for (InvoiceLine line : invoice.lines()) {
            long exact = lives.stream()
                    .filter(life -> life.item.equals(line.item()) && !free(life))
                    .mapToLong(life -> Math.max(60, (life.livedNs + SECOND - 1) / SECOND) * life.microUsdPerHour)
                    .sum();
            assertThat(Math.abs(line.amountMicroUsd() * 3_600 - exact)).isLessThanOrEqualTo(1_800);
        }
    }

    @Property
    void cuttingALifeAtAPriceChangeToTheSamePriceOrAnUnusedOneChangesNothing(
            @ForAll("life") Life life, @ForAll @LongRange(min = 0, max = MONTH) long cut) {
        Meter whole = bill(List.of(life), new Meter(Ec2BillingRules.STANDARD));
        Meter cutInTwo = new Meter(Ec2BillingRules.STANDARD);
        InstanceMeter instance = cutInTwo.launch(life.item, life.launchedNs, life.microUsdPerHour);
        long at = life.launchedNs + Math.min(cut, life.livedNs);
        instance.priceChanged(at, life.microUsdPerHour + 1);
        instance.priceChanged(at, life.microUsdPerHour);
        instance.end(life.launchedNs + life.livedNs, life.endedBy);

        assertThat(cutInTwo.invoice(MONTH)).isEqualTo(whole.invoice(MONTH));
    }

    @Property
    void piecesAtTwoPricesAreChargedForTheSecondsThatBeganInThem(
            @ForAll @LongRange(min = 0, max = MONTH) long first, @ForAll @LongRange(min = 0, max = MONTH) long second) {
        Meter meter = new Meter(Ec2BillingRules.STANDARD);
        InstanceMeter instance = meter.launch(item("a", "spot"), 0, 3_600);
        instance.priceChanged(first, 7_200);
        instance.end(first + second, EndedBy.USER);

        long all = Math.max(60, (first + second + SECOND - 1) / SECOND);
        long atFirstPrice = (first + SECOND - 1) / SECOND;
        assertThat(meter.invoice(MONTH).total()).isEqualTo(atFirstPrice + 2 * (all - atFirstPrice));
    }

    @Property
    void anInvoiceOfRunningInstancesEqualsOneOfInstancesEndedThen(@ForAll("life") Life life) {
        Meter running = new Meter(Ec2BillingRules.STANDARD, List.of(plan()));
        running.launch(life.item, life.launchedNs, life.microUsdPerHour);
        Meter ended = new Meter(Ec2BillingRules.STANDARD, List.of(plan()));
        long at = life.launchedNs + life.livedNs;
        ended.launch(life.item, life.launchedNs, life.microUsdPerHour).end(at, EndedBy.USER);

        assertThat(running.invoice(at)).isEqualTo(ended.invoice(at));
    }

    private static Meter bill(List<Life> lives, Meter meter) {
        for (Life life : lives) {
            meter.launch(life.item, life.launchedNs, life.microUsdPerHour)
                    .end(life.launchedNs + life.livedNs, life.endedBy);
        }
        return meter;
    }

    private static boolean free(Life life) {
        return life.endedBy == EndedBy.EC2_INTERRUPTION
                && life.livedNs < HOUR
                && life.item.capacityType().equals("spot");
    }

    private static long sum(Iterable<Long> amounts) {
        long sum = 0;
        for (long amount : amounts) {
            sum += amount;
        }
        return sum;
    }

    private static SavingsPlan plan() {
        TreeMap<String, Long> rates = new TreeMap<>();
        rates.put("g5.xlarge", 500_000L);
        return new SavingsPlan("gpu", 900_000, rates);
    }

    private static InstanceItem item(String pool, String capacityType) {
        return new InstanceItem(Category.COMPUTE, pool, "g5.xlarge", capacityType, "us-east-1a");
    }

    @Provide
    Arbitrary<List<Life>> lives() {
        return life().list().ofMaxSize(30);
    }

    @Provide
    Arbitrary<Life> life() {
        Arbitrary<InstanceItem> items = Combinators.combine(
                        Arbitraries.of(Category.COMPUTE, Category.SYSTEM_NODES),
                        Arbitraries.of("a", "b"),
                        Arbitraries.of("g4dn.xlarge", "g5.xlarge"),
                        Arbitraries.of("spot", "on-demand"))
                .as((category, pool, type, capacity) -> new InstanceItem(category, pool, type, capacity, "z-a"));
        Arbitrary<Long> lived = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 2 * HOUR), Arbitraries.longs().between(0, MONTH / 2));
        return Combinators.combine(
                        items,
                        Arbitraries.longs().between(0, MONTH / 2),
                        lived,
                        Arbitraries.longs().between(0, 100_000_000),
                        Arbitraries.of(EndedBy.values()))
                .as(Life::new);
    }
}
