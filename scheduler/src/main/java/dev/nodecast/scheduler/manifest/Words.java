package dev.nodecast.scheduler.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Tables from the words of an API to the constants of the model, in the order in which messages list them. */
final class Words {

    private Words() {}

    /** All constants of an enum by the word each has. */
    static <E extends Enum<E>> Map<String, E> of(Class<E> type, Function<E, String> word) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            words.put(word.apply(constant), constant);
        }
        return Collections.unmodifiableMap(words);
    }

    /** Words that stand for themselves. */
    static Map<String, String> themselves(String... allowed) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String word : allowed) {
            words.put(word, word);
        }
        return Collections.unmodifiableMap(words);
    }

    /** Two words, the first meaning true. */
    static Map<String, Boolean> trueFalse(String whenTrue, String whenFalse) {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put(whenTrue, true);
        words.put(whenFalse, false);
        return Collections.unmodifiableMap(words);
    }
}
