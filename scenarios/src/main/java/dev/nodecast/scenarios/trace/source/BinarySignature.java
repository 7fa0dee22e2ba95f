package dev.nodecast.scenarios.trace.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tells files that are not text by their first bytes. */
final class BinarySignature {

    private static final int LOOK_AT_BYTES = 8192;

    private BinarySignature() {}

    /** What kind of binary file {@code bytes} is, or null if it looks like text. */
    static @Nullable String describe(byte[] bytes) {
        if (startsWith(bytes, 0x1f, 0x8b)) {
            return "a gzip file";
        }
        if (isZstd(bytes)) {
            return "a zstd file";
        }
        if (startsWith(bytes, 'P', 'K', 3, 4)) {
            return "a zip file";
        }
        if (startsWith(bytes, 'P', 'A', 'R', '1')) {
            return "a Parquet file";
        }
        if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
            return "UTF-16 text";
        }
        return containsNul(bytes) ? "binary data (a zero byte)" : null;
    }

    static boolean isZstd(byte[] bytes) {
        return startsWith(bytes, 0x28, 0xb5, 0x2f, 0xfd);
    }

    private static boolean containsNul(byte[] bytes) {
        byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, LOOK_AT_BYTES));
        for (byte b : head) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
