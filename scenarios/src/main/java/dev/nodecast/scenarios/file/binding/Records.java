package dev.nodecast.scenarios.file.binding;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;

/** What the language says of a record: its components, its defaults, its constructor. */
final class Records {

    /** Each record of a file has a constant of this name with the default of every component. */
    private static final String DEFAULTS = "DEFAULTS";

    private Records() {}

    static Object defaults(Class<?> type) {
        try {
            Object defaults = type.getField(DEFAULTS).get(null);
            if (defaults == null) {
                throw new IllegalStateException(type + "." + DEFAULTS + " is not set");
            }
            return defaults;
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(type + " has no public constant " + DEFAULTS, missing);
        }
    }

    static Object get(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("cannot read " + component, impossible);
        }
    }

    static Object make(Class<?> type, Object[] arguments) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException refused) {
            throw new IllegalStateException("cannot make " + type, refused);
        }
    }

    static Doc doc(RecordComponent component) {
        Doc doc = component.getAnnotation(Doc.class);
        if (doc == null) {
            throw new IllegalStateException(component + " of " + component.getDeclaringRecord() + " has no @Doc");
        }
        return doc;
    }

    static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : (Class<?>) type;
    }

    /** The last type argument: of an element or of a map's values. */
    static Type element(Type type) {
        Type[] arguments = ((ParameterizedType) type).getActualTypeArguments();
        return arguments[arguments.length - 1];
    }
}
