package dev.nodecast.scheduler.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Packings of tiny random instances against the optimum that trying everything finds. */
class PackerPropertyTest {

    private static final Effort ENOUGH = new Effort(200_000);

    private static Instance tiny(long seed) {
        Random random = new Random(seed);
        int kinds = 1 + random.nextInt(3);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < kinds; i++) {
            long[] size = {1 + random.nextInt(5), random.nextInt(5)};
            items.add(new Item(size, 1 + random.nextInt(3), 1_000));
        }
        List<Bin> bins = new ArrayList<>();
        for (int b = 0; b < 1 + random.nextInt(3); b++) {
            BitSet admits = new BitSet();
            for (int i = 0; i < kinds; i++) {
                admits.set(i, random.nextInt(5) > 0);
            }
            long[] room = {3 + random.nextInt(8), 3 + random.nextInt(8)};
            boolean there = random.nextInt(4) == 0;
            bins.add(new Bin(
                    room,
                    there ? 0 : 1 + random.nextInt(20),
                    admits,
                    there ? 1 + random.nextInt(2) : Bin.UNLIMITED,
                    new long[] {there ? 0 : 1 + random.nextInt(3)}));
        }
        List<Company> company = new ArrayList<>();
        if (random.nextBoolean()) {
            company.add(new Company(some(random, kinds), some(random, kinds), 1 + random.nextInt(2)));
        }
        long[] caps = {random.nextInt(3) == 0 ? random.nextInt(8) : 100};
        return new Instance(items, bins, caps, company, Admission.ALWAYS);
    }

    private static BitSet some(Random random, int kinds) {
        BitSet some = new BitSet();
        some.set(random.nextInt(kinds));
        some.set(random.nextInt(kinds));
        return some;
    }

    @Property(tries = 1_000)
    void tryingEverythingFindsNothingBetterAndTheBoundIsTheOptimum(@ForAll long seed) {
        Instance instance = tiny(seed);
        Packing packing = Packer.pack(instance, List.of(), ENOUGH);
        assertThat(value(instance, packing)).isEqualTo(new Everything(instance).least());
        assertThat(packing.optimal())
                .as("cost %d, bound %d", packing.cost(), packing.bound())
                .isTrue();
    }

    @Property(tries = 500)
    void withHardlyAnyWorkTheAnswerIsStillOneAndTheBoundStillHolds(@ForAll long seed) {
        Instance instance = tiny(seed);
        Packing packing = Packer.pack(instance, List.of(), new Effort(1 + Math.floorMod(seed, 200)));
        long left = value(instance, packing) - packing.cost();
        assertThat(packing.bound() == 0 ? 0 : packing.bound() + left)
                .isLessThanOrEqualTo(new Everything(instance).least());
        assertThat(packing.bound()).isLessThanOrEqualTo(packing.cost());
    }

    /** Of the bins and of what is left out; checks that every bin may be what it is. */
    private static long value(Instance instance, Packing packing) {
        int[] left = instance.counts();
        int[] used = new int[instance.bins().size()];
        long[] caps = instance.caps().clone();
        long value = 0;
        for (Pattern pattern : packing.bins()) {
            Bin bin = instance.bins().get(pattern.bin());
            assertThat(allowed(instance, bin, pattern.counts())).isTrue();
            assertThat(++used[pattern.bin()]).isLessThanOrEqualTo(bin.available());
            caps[0] -= bin.uses()[0];
            value += bin.cost();
            for (int i = 0; i < left.length; i++) {
                left[i] -= pattern.count(i);
            }
        }
        assertThat(caps[0]).isNotNegative();
        for (int i = 0; i < left.length; i++) {
            assertThat(left[i]).isNotNegative();
            value += left[i] * instance.items().get(i).forgone();
        }
        return value;
    }

    private static boolean allowed(Instance instance, Bin bin, int[] counts) {
        for (int r = 0; r < bin.room().length; r++) {
            long taken = 0;
            for (int i = 0; i < counts.length; i++) {
                taken += counts[i] * instance.items().get(i).size()[r];
            }
            if (taken > bin.room()[r]) {
                return false;
            }
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 && !bin.admits().get(i)) {
                return false;
            }
        }
        return instance.company().stream()
                .allMatch(rule -> rule.owners().stream().allMatch(i -> counts[i] == 0)
                        || rule.members().stream().map(i -> counts[i]).sum() <= rule.most());
    }

    /** Every way to fill one bin after the other. */
    private static final class Everything {

        private final Instance instance;
        private final Map<String, Long> known = new TreeMap<>();

        Everything(Instance instance) {
            this.instance = instance;
        }

        long least() {
            int[] available = instance.bins().stream().mapToInt(Bin::available).toArray();
            return least(instance.counts(), available, instance.caps()[0]);
        }

        private long least(int[] left, int[] available, long cap) {
            String key = Arrays.toString(left) + Arrays.toString(available) + cap;
            Long before = known.get(key);
            if (before != null) {
                return before;
            }
            long best = 0;
            for (int i = 0; i < left.length; i++) {
                best += left[i] * instance.items().get(i).forgone();
            }
            for (int b = 0; b < available.length; b++) {
                Bin bin = instance.bins().get(b);
                if (available[b] > 0 && cap >= bin.uses()[0]) {
                    int[] fewer = available.clone();
                    fewer[b] -= bin.limited() ? 1 : 0;
                    best = Math.min(
                            best, bin.cost() + fill(bin, left, new int[left.length], 0, fewer, cap - bin.uses()[0]));
                }
            }
            known.put(key, best);
            return best;
        }

        private long fill(Bin bin, int[] left, int[] counts, int item, int[] available, long cap) {
            if (item == left.length) {
                boolean empty = Arrays.stream(counts).allMatch(c -> c == 0);
                return empty || !allowed(instance, bin, counts)
                        ? Long.MAX_VALUE / 2
                        : least(minus(left, counts), available, cap);
            }
            long best = Long.MAX_VALUE / 2;
            for (int n = 0; n <= left[item]; n++) {
                counts[item] = n;
                best = Math.min(best, fill(bin, left, counts, item + 1, available, cap));
            }
            counts[item] = 0;
            return best;
        }

        private static int[] minus(int[] left, int[] counts) {
            int[] rest = left.clone();
            for (int i = 0; i < rest.length; i++) {
                rest[i] -= counts[i];
            }
            return rest;
        }
    }
}
