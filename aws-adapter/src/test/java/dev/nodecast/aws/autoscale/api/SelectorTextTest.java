package dev.nodecast.aws.autoscale.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.scheduler.model.Labels;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTextTest {

    private static final Labels LABELS = Labels.of(Map.of("queue", "pro", "scaledobject.keda.sh/name", "worker"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|true",
                "queue=pro|true",
                "queue==pro|true",
                "queue=free|false",
                "queue=|false",
                "queue!=pro|false",
                "queue!=free|true",
                "tier!=x|true",
                "queue in (free,pro)|true",
                "queue in (free, starter)|false",
                "queue notin (free)|true",
                "queue|true",
                "tier|false",
                "!tier|true",
                "! queue|false",
                "scaledobject.keda.sh/name=worker,queue in (pro,free),!tier|true",
                "scaledobject.keda.sh/name=worker,queue in (starter,free)|false",
            })
    void aSelectorMeansWhatKubernetesMeans(String text, boolean matches) {
        assertThat(SelectorText.parse(text).matches(LABELS)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue in pro", "=pro", "queue=a b", "queue in (a", ",", "queue>1", "queue=-x"})
    void whatIsNoSelectorIsRefused(String text) {
        assertThatThrownBy(() -> SelectorText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label selector: found `");
    }
}
