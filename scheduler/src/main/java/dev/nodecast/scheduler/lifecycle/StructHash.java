package dev.nodecast.scheduler.lifecycle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a Go struct as Karpenter computes it: mitchellh/hashstructure v2.0.2 in its format 2, with slices as sets, and
 * without fields that are zero. Names of types and fields are those of the Go code; the order of fields counts. A field that
 * is present and empty (an empty list, a pointer to zero) is another value than one that is absent.
 */
public final class StructHash {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int BYTE_MASK = 0xff;

    private long hash;

    private StructHash(long hash) {
        this.hash = hash;
    }

    /** A struct of the type of this name, still without fields. */
    public static StructHash of(String type) {
        return new StructHash(text(type));
    }

    /** With its next field; null where the field has its zero value. */
    public StructHash with(String field, @Nullable Long value) {
        if (value != null) {
            hash = finished(hash ^ ordered(text(field), value));
        }
        return this;
    }

    /** The same for a string, for which the empty one is zero. */
    public StructHash withText(String field, @Nullable String value) {
        return with(field, value == null || value.isEmpty() ? null : (Long) text(value));
    }

    /** Of the struct with the fields so far. */
    public long value() {
        return hash;
    }

    /** As Karpenter writes it into an annotation. */
    public static String written(long hash) {
        return Long.toUnsignedString(hash);
    }

    /** Of a string. */
    public static long text(String value) {
        return fnv(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Of a boolean. */
    public static long bool(boolean value) {
        return number(value ? 1 : 0, Byte.BYTES);
    }

    /** Of an int32. */
    public static long int32(long value) {
        return number(value, Integer.BYTES);
    }

    /** Of an int64. */
    public static long int64(long value) {
        return number(value, Long.BYTES);
    }

    /** Of a slice, from the hashes of what is in it; two that are equal cancel each other out, as in the original. */
    public static long slice(List<Long> elements) {
        long hash = 0;
        for (long element : elements) {
            hash ^= element;
        }
        return hash;
    }

    /** Of a map of strings. */
    public static long map(Map<String, String> map) {
        long hash = 0;
        for (Map.Entry<String, String> entry : map.entrySet()) {
            hash ^= ordered(text(entry.getKey()), text(entry.getValue()));
        }
        return finished(hash);
    }

    private static long ordered(long first, long second) {
        return number(second, Long.BYTES, number(first, Long.BYTES, FNV_OFFSET));
    }

    private static long finished(long hash) {
        return number(hash, Long.BYTES);
    }

    private static long number(long value, int bytes) {
        return number(value, bytes, FNV_OFFSET);
    }

    /** Little-endian. */
    private static long number(long value, int bytes, long from) {
        long hash = from;
        for (int i = 0; i < bytes; i++) {
            hash = next(hash, value >>> (i * Byte.SIZE));
        }
        return hash;
    }

    /** 64-bit FNV-1. */
    private static long fnv(byte[] bytes) {
        long hash = FNV_OFFSET;
        for (byte one : bytes) {
            hash = next(hash, one);
        }
        return hash;
    }

    private static long next(long hash, long value) {
        return (hash * FNV_PRIME) ^ (value & BYTE_MASK);
    }
}
