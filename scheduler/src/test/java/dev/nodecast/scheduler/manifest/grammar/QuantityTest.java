package dev.nodecast.scheduler.manifest.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    // Columns: text, thousandths rounded up, canonical form as the Kubernetes API prints it.
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1, 1000, 1",
        "100m, 100, 100m",
        "0.5, 500, 500m",
        "1.5, 1500, 1500m",
        ".5, 500, 500m",
        "5., 5000, 5",
        "+3, 3000, 3",
        "-2, -2000, -2",
        "1k, 1000000, 1k",
        "1000, 1000000, 1k",
        "1e3, 1000000, 1k",
        "1E3, 1000000, 1k",
        "12e-1, 1200, 1200m",
        "1Ki, 1024000, 1Ki",
        "1024Ki, 1048576000, 1Mi",
        "0.5Gi, 536870912000, 512Mi",
        "16Gi, 17179869184000, 16Gi",
        "1u, 1, 1u",
        "1n, 1, 1n",
        "1E, 1000000000000000000000, 1E",
    })
    void quantitiesMeanWhatKubernetesSays(String text, String milli, String canonical) {
        Quantity quantity = Quantity.parse(text).orElseThrow();

        BigDecimal expected = new BigDecimal(milli);
        assertThat(quantity.milli().stream().boxed().toList())
                .isEqualTo(expected.precision() > 18 ? List.of() : List.of(expected.longValueExact()));
        assertThat(quantity).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "Gi", "m", "1 Gi", "1gi", "1KI", "1K", "1Gib", "1e", "1e1.5", "--1", "1.2.3", "0x10", "1_000",
                "NaN", "1e9999", "١"
            })
    void otherTextIsNoQuantity(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }

    @Property
    void printingAndParsingGivesTheSameAmount(
            @ForAll @LongRange(min = 0) long number, @ForAll("suffixes") String suffix) {
        Quantity quantity = Quantity.parse(number + suffix).orElseThrow();
        Quantity again = Quantity.parse(quantity.toString()).orElseThrow();

        assertThat(again.value()).isEqualByComparingTo(quantity.value());
        assertThat(again).hasToString(quantity.toString());
    }

    @Property
    void noTextMakesTheParserFail(@ForAll String text) {
        Quantity.parse(text)
                .ifPresent(quantity -> assertThat(quantity.toString()).isNotEmpty());
    }

    @Provide
    Arbitrary<String> suffixes() {
        return Arbitraries.of("", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    }
}
