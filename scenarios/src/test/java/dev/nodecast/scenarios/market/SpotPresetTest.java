package dev.nodecast.scenarios.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scenarios.trace.InterruptionBand;
import dev.nodecast.scenarios.trace.SharedTraces;
import dev.nodecast.scenarios.trace.SpotAdvice;
import dev.nodecast.scenarios.trace.SpotAdvisor;
import dev.nodecast.scenarios.trace.Traces;
import dev.nodecast.scenarios.trace.source.JsonDocument;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.sim.random.Distribution;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What is typed in must be what was measured. */
class SpotPresetTest {

    private static JsonNode measured(String pointer) {
        return JsonDocument.parse(TraceFile.open(SharedTraces.path("presets.json")))
                .require(pointer, "a preset");
    }

    @ParameterizedTest
    @EnumSource(SpotPreset.class)
    void thePresetsAreTheMeasuredOnes(SpotPreset preset) {
        JsonNode fit = measured("/capacity/" + preset.id());

        assertThat(preset.availability()).isEqualTo(fit.get("availability").asDouble());
        assertThat(preset.upHours()).isEqualTo(mixture(fit.get("up")));
        assertThat(preset.downHours()).isEqualTo(mixture(fit.get("down")));
    }

    private static Distribution mixture(JsonNode fit) {
        return Distribution.mixture(
                fit.at("/weights/0").asDouble(),
                Distribution.lognormal(
                        fit.at("/medians_h/0").asDouble(), fit.at("/sigmas/0").asDouble()),
                Distribution.lognormal(
                        fit.at("/medians_h/1").asDouble(), fit.at("/sigmas/1").asDouble()));
    }

    @ParameterizedTest
    @EnumSource(InterruptionBand.class)
    void theAdvisorsHourlyRatesAreTheMeasuredOnes(InterruptionBand band) {
        double rate = measured("/advisor_bands_to_hourly_rate/" + band.label()).asDouble();
        assertThat(AdvisorRates.perHour(band)).isCloseTo(rate, within(rate * .001));
    }

    @Test
    void theTypedInBandsAreThoseOfTheAdvisorsFile() {
        SpotAdvisor advisor = Traces.read(
                        SharedTraces.path("prices/original/spot-advisor-data-2025-06-28.json"), SpotAdvisor.class)
                .trace();
        List<String> families = List.of("g4dn", "g5", "g6", "g6e");
        List<String> regions = List.of("us-east-1", "us-west-2", "eu-west-1", "ap-northeast-2");
        int compared = 0;
        for (SpotAdvice row : advisor.advice()) {
            if (row.os().equals("Linux")
                    && regions.contains(row.region())
                    && families.contains(Pools.family(row.instanceType()))) {
                assertThat(AdvisorBands.june2025().of(row.region(), row.instanceType()))
                        .as(row.toString())
                        .isEqualTo(row.band());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(80);
    }
}
