package dev.nodecast.scheduler.manifest.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.Resources;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTextTest {

    @ParameterizedTest
    @CsvSource({
        "cpu,3000,3",
        "cpu,250,250m",
        "memory,1073741824,1Gi",
        "memory,1610612736,1536Mi",
        "memory,1048576000,1000Mi",
        "memory,100000000,100M",
        "memory,128000000,128M",
        "memory,1,1",
        "ephemeral-storage,21474836480,20Gi",
        "pods,29,29",
        "nvidia.com/gpu,8,8"
    })
    void amountsArePrintedAsKubernetesPrintsThem(String resource, long amount, String text) {
        assertThat(QuantityText.of(resource, amount)).isEqualTo(text);
    }

    @Test
    void whatIsZeroIsLeftOut() {
        assertThat(QuantityText.of(Resources.of(Map.of("cpu", 0L, "pods", 1L)))).isEqualTo(Map.of("pods", "1"));
    }
}
