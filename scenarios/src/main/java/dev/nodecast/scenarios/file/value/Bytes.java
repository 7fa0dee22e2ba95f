package dev.nodecast.scenarios.file.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A size: {@code 8GiB}, {@code 500MB}, {@code 1.5Gi}. */
public record Bytes(long count) {

    /** For "expected: …". */
    public static final String EXPECTED =
            "a size with its unit (B, kB, MB, GB, TB, KiB, MiB, GiB, TiB), such as `8GiB`";

    public static final String PATTERN = "^[0-9]+(\\.[0-9]+)?\\s*([kMGT]?B|[KMGT]i(B)?)$";

    private static final Pattern GRAMMAR = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?)\\s*(B|[kMGT]B|[KMGT]iB?)");
    private static final Map<String, Long> UNITS = units();

    public Bytes {
        if (count < 0) {
            throw new IllegalArgumentException("found a size of " + count + " bytes, expected 0 or more");
        }
    }

    public static Bytes ofGib(long gib) {
        return new Bytes(gib << 30);
    }

    /** The size in whole bytes; empty where the text is none. */
    public static Optional<Bytes> parse(String text) {
        OptionalLong bytes = count(text);
        return bytes.isPresent() ? Optional.of(new Bytes(bytes.getAsLong())) : Optional.empty();
    }

    static OptionalLong count(String text) {
        Matcher matcher = GRAMMAR.matcher(text.strip());
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        Long unit = UNITS.get(matcher.group(2));
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit == null ? 1 : unit));
        return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(bytes.setScale(0, RoundingMode.DOWN).longValueExact());
    }

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("B", 1L);
        long decimal = 1;
        long binary = 1;
        for (String prefix : new String[] {"k", "M", "G", "T"}) {
            decimal *= 1000;
            binary *= 1024;
            units.put(prefix + "B", decimal);
            String binaryPrefix = prefix.equals("k") ? "Ki" : prefix + "i";
            units.put(binaryPrefix, binary);
            units.put(binaryPrefix + "B", binary);
        }
        return units;
    }
}
