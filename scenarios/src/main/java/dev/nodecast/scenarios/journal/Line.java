package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.Question;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A line of a journal's file after the first. One of {@code entry} and {@code types} is given.
 *
 * @param n the entry's number in its session, beginning with 0, so that a missing one is seen
 */
record Line(long n, @Nullable Entry entry, @Nullable Types types) {

    /**
     * An answer of instance types. Lists are long and change little by little, so each is written once in a file, and later
     * ones as what is different.
     *
     * @param list the number of the list in this file; of one that was written before nothing more is said
     * @param whole all types
     * @param base the number of the list that this one differs from
     * @param changed what is different, by the place in the list
     */
    record Types(
            Question.InstanceTypes question,
            int ask,
            int list,
            @Nullable List<InstanceType> whole,
            @Nullable Integer base,
            @Nullable SortedMap<Integer, InstanceType> changed) {}
}
