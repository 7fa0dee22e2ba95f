package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.recording.Answer;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.Question;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the lines of one file of entries: of long lists of instance types only what is different. */
final class TypeListWriter {

    private final Map<String, Numbered> byPool = new LinkedHashMap<>();
    private int lists;

    /** A list as this file knows it. */
    private record Numbered(int number, List<InstanceType> types) {}

    Line line(long n, Entry entry) {
        return entry
                        instanceof
                        Entry.Answered(Question.InstanceTypes question, int ask, Answer.Types(List<InstanceType> types))
                ? new Line(n, null, answer(question, ask, types))
                : new Line(n, entry, null);
    }

    private Line.Types answer(Question.InstanceTypes question, int ask, List<InstanceType> types) {
        Numbered known = known(types);
        if (known != null) {
            byPool.put(question.nodePool(), known);
            return new Line.Types(question, ask, known.number, null, null, null);
        }
        Numbered base = byPool.get(question.nodePool());
        Numbered list = new Numbered(lists++, types);
        byPool.put(question.nodePool(), list);
        return base == null || !sameNames(base.types, types)
                ? new Line.Types(question, ask, list.number, types, null, null)
                : new Line.Types(question, ask, list.number, null, base.number, difference(base.types, types));
    }

    /** Pools often share a list; it stays one when it is read again. */
    @SuppressWarnings("ReferenceEquality")
    private @Nullable Numbered known(List<InstanceType> types) {
        return byPool.values().stream()
                .filter(list -> list.types == types)
                .findFirst()
                .orElse(null);
    }

    private static boolean sameNames(List<InstanceType> one, List<InstanceType> other) {
        return one.stream()
                .map(InstanceType::name)
                .toList()
                .equals(other.stream().map(InstanceType::name).toList());
    }

    private static SortedMap<Integer, InstanceType> difference(List<InstanceType> base, List<InstanceType> types) {
        SortedMap<Integer, InstanceType> changed = new TreeMap<>();
        for (int i = 0; i < types.size(); i++) {
            if (!types.get(i).equals(base.get(i))) {
                changed.put(i, types.get(i));
            }
        }
        return changed;
    }
}
