package dev.nodecast.scenarios.file.binding;

import dev.nodecast.scheduler.manifest.tree.Field;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The forms of values by class, and how the names of constants are written. */
public final class ValueForms {

    private final Map<Class<?>, ValueForm<?>> forms;

    private ValueForms(Map<Class<?>, ValueForm<?>> forms) {
        this.forms = forms;
    }

    /** Text, numbers and booleans. */
    public static ValueForms basic() {
        return new ValueForms(new LinkedHashMap<>())
                .with(String.class, ValueForm.of(Field::text, Map.of("type", "string")))
                .with(boolean.class, ValueForm.of(Field::bool, Map.of("type", "boolean")))
                .with(double.class, ValueForm.of(Field::number, Map.of("type", "number")))
                .with(Double.class, ValueForm.of(Field::number, Map.of("type", "number")))
                .with(int.class, ValueForm.of(field -> field.integer(0, Integer.MAX_VALUE), Map.of("type", "integer")))
                .with(
                        long.class,
                        ValueForm.of(
                                field -> field.integer(Long.MIN_VALUE, Long.MAX_VALUE), Map.of("type", "integer")));
    }

    /** These forms and another. */
    public <T> ValueForms with(Class<T> type, ValueForm<T> form) {
        Map<Class<?>, ValueForm<?>> more = new LinkedHashMap<>(forms);
        more.put(type, form);
        return new ValueForms(more);
    }

    Optional<ValueForm<?>> of(Class<?> type) {
        return Optional.ofNullable(forms.get(type));
    }

    /** The words for the constants of an enum: {@code GOOD_ZONE} is written {@code good-zone}. */
    static Map<String, Object> words(Class<?> enumType) {
        Map<String, Object> words = new LinkedHashMap<>();
        for (Object constant : enumType.getEnumConstants()) {
            words.put(constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return words;
    }
}
