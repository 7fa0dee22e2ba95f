package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Resources;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Values of any type that is made of records, sealed interfaces and what they usually hold, made at random by components;
 * null where that is allowed. What a constructor refuses is made anew.
 */
final class ArbitraryRecords {

    private static final String LETTERS = "aZ09-./ \"\\\n\t{}:,é漢";
    private static final int ATTEMPTS = 1_000;

    private final Random random;

    ArbitraryRecords(long seed) {
        random = new Random(seed);
    }

    <T> T of(Class<T> type) {
        return type.cast(value(type));
    }

    private Object value(Type type) {
        return type instanceof Class<?> plain ? plainValue(plain) : genericValue((ParameterizedType) type);
    }

    private Object plainValue(Class<?> type) {
        if (type.isSealed()) {
            Class<?>[] variants = type.getPermittedSubclasses();
            return plainValue(variants[random.nextInt(variants.length)]);
        }
        if (type.isRecord()) {
            return type == Labels.class ? Labels.of(texts()) : record(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        return scalar(type);
    }

    private Object scalar(Class<?> type) {
        return switch (type.getName()) {
            case "java.lang.String" -> text();
            case "int", "java.lang.Integer" -> (int) number();
            case "long", "java.lang.Long" -> number();
            case "boolean", "java.lang.Boolean" -> random.nextBoolean();
            case "double", "java.lang.Double" -> real();
            case "java.math.BigDecimal" -> new BigDecimal(BigInteger.valueOf(number()), random.nextInt(41) - 20);
            case "java.time.Instant" -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            case "dev.nodecast.scheduler.model.Resources" -> resources();
            default -> throw new IllegalArgumentException("no values of " + type + " are known: add some here");
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private long number() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextLong();
            case 2 -> random.nextInt(100);
            default -> random.nextInt();
        };
    }

    private double real() {
        double any = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(any) ? any : random.nextDouble();
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            texts.put(text(), text());
        }
        return texts;
    }

    private Resources resources() {
        Map<String, Long> amounts = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            amounts.put(text(), number());
        }
        return Resources.of(amounts);
    }

    private Object record(Class<?> type) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return construct(type);
            } catch (InvocationTargetException refused) {
                if (!(refused.getCause() instanceof IllegalArgumentException)) {
                    throw new AssertionError(type.toString(), refused.getCause());
                }
            } catch (ReflectiveOperationException impossible) {
                throw new LinkageError(impossible.getMessage(), impossible);
            }
        }
        throw new AssertionError(type + " refuses " + ATTEMPTS + " values: make better ones here");
    }

    private Object construct(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> canonical = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        canonical.setAccessible(true);
        return canonical.newInstance(
                Arrays.stream(components).map(this::component).toArray());
    }

    private @Nullable Object component(RecordComponent component) {
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return nullable && random.nextInt(3) == 0 ? null : value(component.getGenericType());
    }

    private Object genericValue(ParameterizedType type) {
        Type[] of = type.getActualTypeArguments();
        Class<?> raw = (Class<?>) type.getRawType();
        if (raw == List.class) {
            return list(of[0]);
        }
        if (raw == SortedSet.class) {
            return new TreeSet<>(list(of[0]));
        }
        SequencedMap<Object, Object> map = new LinkedHashMap<>();
        list(of[0]).forEach(key -> map.put(key, value(of[1])));
        if (raw == SequencedMap.class) {
            return map;
        }
        if (raw == SortedMap.class || raw == Map.class) {
            return new TreeMap<>(map);
        }
        throw new IllegalArgumentException("no values of " + type + " are known: add some here");
    }

    private List<Object> list(Type of) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            list.add(value(of));
        }
        return list;
    }
}
