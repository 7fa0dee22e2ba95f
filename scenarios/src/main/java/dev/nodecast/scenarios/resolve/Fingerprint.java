package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.value.FileRef;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * SHA-256 over what a scenario means: all values of its file, and the content of what it names. Where the files lie does
 * not matter.
 */
final class Fingerprint {

    private static final Set<String> NOT_PART_OF_IT = Set.of("seed", "beside", "description");

    private final MessageDigest digest = sha256();

    /** Adds the values of a record, component by component. */
    void value(Object value) {
        switch (value) {
            case FileRef file -> text("file");
            case Record record -> record(record);
            case Optional<?> optional -> {
                text("?");
                optional.ifPresent(this::value);
            }
            case Collection<?> items -> {
                text("[" + items.size());
                items.forEach(this::value);
            }
            case Map<?, ?> map -> {
                text("{" + map.size());
                map.forEach((key, entry) -> {
                    text(String.valueOf(key));
                    value(entry);
                });
            }
            default -> text(value.toString());
        }
    }

    private void record(Record record) {
        text(record.getClass().getSimpleName());
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (!NOT_PART_OF_IT.contains(component.getName())) {
                text(component.getName());
                value(get(component, record));
            }
        }
    }

    private static Object get(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException("cannot read " + component, unreadable);
        }
    }

    void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds content, its length first. */
    void bytes(byte[] bytes) {
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) ':');
        digest.update(bytes);
    }

    /** 64 hexadecimal digits. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
