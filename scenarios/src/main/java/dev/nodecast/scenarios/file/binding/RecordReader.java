package dev.nodecast.scenarios.file.binding;

import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads trees into records: a key per component, of the same name. A key that is absent has the value of the record's
 * {@code DEFAULTS}; one that the record does not have is reported. Components may be values with a {@link ValueForm}, enums,
 * records, and optionals, lists and maps with text keys of these.
 */
public final class RecordReader {

    private final ValueForms forms;

    public RecordReader(ValueForms forms) {
        this.forms = forms;
    }

    /** The record; empty, with an error reported, where the field is no map. */
    public <T extends Record> Optional<T> read(Field field, Class<T> type) {
        return field.map(fields -> type.cast(record(fields, type)));
    }

    private Object record(Fields fields, Class<?> type) {
        Object defaults = Records.defaults(type);
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = component(fields, components[i], defaults);
        }
        return Records.make(type, arguments);
    }

    private Object component(Fields fields, RecordComponent component, Object defaults) {
        Doc doc = Records.doc(component);
        Optional<Field> field = fields.get(component.getName());
        if (field.isEmpty() && doc.required()) {
            fields.missing(component.getName(), doc.value());
        }
        return field.flatMap(present -> value(present, component.getGenericType(), doc))
                .orElseGet(() -> Records.get(component, defaults));
    }

    private Optional<Object> value(Field field, Type type, Doc doc) {
        Class<?> raw = Records.raw(type);
        if (raw == Optional.class) {
            return value(field, Records.element(type), doc).map(Optional::of);
        }
        if (raw == List.class) {
            List<Object> items = new ArrayList<>();
            field.items()
                    .forEach(item -> value(item, Records.element(type), doc).ifPresent(items::add));
            return Optional.of(List.copyOf(items));
        }
        if (raw == Map.class) {
            Map<String, Object> entries = new LinkedHashMap<>();
            field.entries()
                    .forEach((key, entry) ->
                            value(entry, Records.element(type), doc).ifPresent(value -> entries.put(key, value)));
            return Optional.of(java.util.Collections.unmodifiableMap(entries));
        }
        return single(field, raw, doc);
    }

    private Optional<Object> single(Field field, Class<?> type, Doc doc) {
        Optional<ValueForm<?>> form = forms.of(type);
        if (form.isPresent()) {
            return form.get().read(field).map(Object.class::cast).filter(value -> inRange(field, value, doc));
        }
        if (type.isEnum()) {
            return field.oneOf(ValueForms.words(type));
        }
        return field.map(fields -> record(fields, type));
    }

    private static boolean inRange(Field field, Object value, Doc doc) {
        if (!(value instanceof Number number)
                || (number.doubleValue() >= doc.min() && number.doubleValue() <= doc.max())) {
            return true;
        }
        field.report(ManifestRule.OUT_OF_RANGE, "the number is out of range", d -> d.expected(range(doc)));
        return false;
    }

    private static String range(Doc doc) {
        if (doc.max() == Double.POSITIVE_INFINITY) {
            return "a number of " + plain(doc.min()) + " or more";
        }
        return "a number from " + plain(doc.min()) + " to " + plain(doc.max());
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
