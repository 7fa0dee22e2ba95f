package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.recording.Answer;
import dev.nodecast.scheduler.recording.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes entries of the lines of one file again; what was the same list is the same list. */
final class TypeListReader {

    private final Map<String, Numbered> byPool = new LinkedHashMap<>();

    private record Numbered(int number, List<InstanceType> types) {}

    /** @throws IllegalArgumentException if the line says nothing, or refers to a list that this file has not */
    Entry entry(Line line) {
        if (line.entry() != null) {
            return line.entry();
        }
        Line.Types answer = line.types();
        if (answer == null) {
            throw new IllegalArgumentException("found neither \"entry\" nor \"types\"");
        }
        Numbered list = new Numbered(answer.list(), types(answer));
        byPool.put(answer.question().nodePool(), list);
        return new Entry.Answered(answer.question(), answer.ask(), new Answer.Types(list.types));
    }

    private List<InstanceType> types(Line.Types answer) {
        if (answer.whole() != null) {
            return List.copyOf(answer.whole());
        }
        if (answer.base() == null || answer.changed() == null) {
            return known(answer.list());
        }
        List<InstanceType> types = new ArrayList<>(known(answer.base()));
        answer.changed().forEach(types::set);
        return List.copyOf(types);
    }

    private List<InstanceType> known(int number) {
        for (Numbered list : byPool.values()) {
            if (list.number == number) {
                return list.types;
            }
        }
        throw new IllegalArgumentException(
                "refers to list " + number + " of instance types, which is not in this file");
    }
}
