package dev.nodecast.scheduler.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packings that can be worked out by hand. */
class PackerTest {

    private static final long[] NO_CAPS = {};

    private static BitSet items(int... members) {
        BitSet set = new BitSet();
        for (int member : members) {
            set.set(member);
        }
        return set;
    }

    private static Item item(int count, long... size) {
        return new Item(size, count, 1_000);
    }

    private static Bin bin(long cost, int items, long... room) {
        BitSet all = new BitSet();
        all.set(0, items);
        return new Bin(room, cost, all, Bin.UNLIMITED, NO_CAPS);
    }

    private static Packing pack(List<Item> items, List<Bin> bins, Company... company) {
        return Packer.pack(
                new Instance(items, bins, NO_CAPS, List.of(company), Admission.ALWAYS), List.of(), new Effort(100_000));
    }

    @Test
    void theCheaperOfTwoWaysToCoverTheSameIsTaken() {
        // Six items of size 2: three bins of 4 at 7 each are 21, two bins of 6 at 10 are 20.
        Packing packing = pack(List.of(item(6, 2)), List.of(bin(7, 1, 4), bin(10, 1, 6)));
        assertThat(packing.cost()).isEqualTo(20);
        assertThat(packing.optimal()).isTrue();
    }

    @Test
    void theBoundIsRaisedAboveTheRelaxationWhereWholeBinsNeedMore() {
        // Three items of size 2 into bins of 5: with fractions 1.5 bins, in fact 2.
        Packing packing = pack(List.of(item(3, 2)), List.of(bin(10, 1, 5)));
        assertThat(packing.cost()).isEqualTo(20);
        assertThat(packing.bound()).isEqualTo(20);
    }

    @Test
    void itemsThatNeedDifferentResourcesShareABin() {
        Packing packing = pack(List.of(item(2, 3, 1), item(2, 1, 3)), List.of(bin(10, 2, 4, 4)));
        assertThat(packing.bins()).hasSize(2).allSatisfy(bin -> {
            assertThat(bin.count(0)).isEqualTo(1);
            assertThat(bin.count(1)).isEqualTo(1);
        });
    }

    @Test
    void whatIsThereAlreadyCostsNothingButThereIsOnlySoMuch() {
        Bin there = new Bin(new long[] {4}, 0, items(0), 1, NO_CAPS);
        Packing packing = pack(List.of(item(4, 2)), List.of(there, bin(3, 1, 2)));
        assertThat(packing.cost()).isEqualTo(6);
        assertThat(packing.optimal()).isTrue();
    }

    @Test
    void whereACapForbidsAllOfThemAsManyAsCanBeArePacked() {
        BitSet all = items(0);
        Bin small = new Bin(new long[] {1}, 1, all, Bin.UNLIMITED, new long[] {2});
        Bin large = new Bin(new long[] {3}, 9, all, Bin.UNLIMITED, new long[] {5});
        // The cap of 7: one large bin for three and one small bin for one; three small bins would hold three only.
        Instance instance =
                new Instance(List.of(item(5, 1)), List.of(small, large), new long[] {7}, List.of(), Admission.ALWAYS);
        Packing packing = Packer.pack(instance, List.of(), new Effort(100_000));
        assertThat(packing.bins().stream().mapToInt(b -> b.count(0)).sum()).isEqualTo(4);
        assertThat(packing.cost()).isEqualTo(10);
    }

    @Test
    void itemsThatKeepApartDoNotShareABin() {
        Packing packing =
                pack(List.of(item(3, 1), item(3, 1)), List.of(bin(1, 2, 10)), new Company(items(0), items(0), 1));
        assertThat(packing.cost()).isEqualTo(3);
        assertThat(packing.bins()).allSatisfy(bin -> assertThat(bin.count(0)).isEqualTo(1));
    }

    @Test
    void aRuleOfAdmissionIsKept() {
        Admission noMoreThanTwo = (bin, counts) -> counts[0] <= 2;
        Instance instance =
                new Instance(List.of(item(5, 1)), List.of(bin(1, 1, 10)), NO_CAPS, List.of(), noMoreThanTwo);
        assertThat(Packer.pack(instance, List.of(), new Effort(100_000)).cost()).isEqualTo(3);
    }

    @Test
    void aKnownAnswerIsNotWorsenedHoweverLittleMayBeDone() {
        Instance instance = new Instance(
                List.of(item(4, 3), item(4, 2)), List.of(bin(5, 2, 5)), NO_CAPS, List.of(), Admission.ALWAYS);
        List<Pattern> known = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            known.add(new Pattern(0, new int[] {1, 1}));
        }
        Packing packing = Packer.pack(instance, known, new Effort(1));
        assertThat(packing.cost()).isEqualTo(20);
        assertThat(packing.bound()).isLessThanOrEqualTo(20);
    }

    @Test
    void manyItemsOfManyClassesEndWithAStatedGapWithinTheEffort() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            items.add(new Item(new long[] {3 + 7 * i % 41, 5 + 11 * i % 37}, 20, 100_000));
        }
        List<Bin> bins = new ArrayList<>();
        for (int b = 1; b <= 40; b++) {
            bins.add(bin(100L * b + 13 * b % 17, 60, 50L * b, 50L * b));
        }
        Packing packing = pack(items, bins);
        assertThat(packing.done().steps()).isLessThanOrEqualTo(100_000);
        assertThat(packing.bound()).isLessThanOrEqualTo(packing.cost());
        assertThat(packing.bins().stream()
                        .mapToInt(b -> java.util.stream.IntStream.range(0, 60)
                                .map(b::count)
                                .sum())
                        .sum())
                .isEqualTo(1_200);
    }
}
