package dev.nodecast.scheduler.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.scheduler.billing.BillingMonth;
import dev.nodecast.scheduler.billing.Ec2BillingRules;
import dev.nodecast.scheduler.billing.Meter;
import dev.nodecast.scheduler.billing.MicroUsd;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

    private final Catalogue catalogue = Catalogue.bundled();

    @Test
    void fourRegionsHaveGpuAndGeneralFamilies() {
        assertThat(catalogue.regions()).containsExactly("ap-northeast-2", "eu-west-1", "us-east-1", "us-west-2");
        for (String region : catalogue.regions()) {
            assertThat(catalogue.region(region).offers())
                    .containsKeys(
                            "g4dn.xlarge",
                            "g5.xlarge",
                            "t3.medium",
                            "t4g.medium",
                            "m6i.large",
                            "m7g.large",
                            "c5.xlarge",
                            "r5.xlarge");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1, g4dn.xlarge, 0.526",
        "us-east-1, g5.xlarge, 1.006",
        "us-east-1, g6.xlarge, 0.8048",
        "us-east-1, g6e.xlarge, 1.861",
        "ap-northeast-2, g4dn.xlarge, 0.647",
        "ap-northeast-2, g5.xlarge, 1.237",
        "ap-northeast-2, g6.xlarge, 0.9896"
    })
    void onDemandPricesAreThoseOfTheirRegion(String region, String instanceType, String usd) {
        Price price = catalogue.region(region).require(instanceType).onDemand();

        assertThat(price.microUsd()).isEqualTo(MicroUsd.parse(usd));
        assertThat(price.date()).isNotNull();
        assertThat(price.source()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"eu-west-1, g6.xlarge", "eu-west-1, g6e.xlarge", "ap-northeast-2, g6e.xlarge"})
    void aTypeWithoutAPriceIsLeftOutAndTheCatalogueSaysSo(String region, String instanceType) {
        RegionalCatalogue regional = catalogue.region(region);

        assertThat(regional.offer(instanceType)).isEmpty();
        assertThat(regional.missingTypes()).contains(instanceType);
        assertThat(regional.missing(instanceType).orElse(""))
                .contains("no on-demand price of " + instanceType + " in " + region)
                .contains("override file");
        assertThatThrownBy(() -> regional.require(instanceType)).hasMessageContaining("left out there");
    }

    @Test
    void anUnknownTypeAndAnUnknownRegionAreNamedWithARemedy() {
        assertThat(catalogue.region("us-east-1").missing("g9.huge").orElse(""))
                .contains("g9.huge is not in this catalogue");
        assertThat(catalogue.region("us-east-1").missing("g5.xlarge")).isEmpty();
        assertThatThrownBy(() -> catalogue.region("eu-north-1"))
                .hasMessageContaining("found `eu-north-1`")
                .hasMessageContaining("ap-northeast-2, eu-west-1, us-east-1, us-west-2");
    }

    @Test
    void factsSayWhatTheDesignGetsWrong() {
        InstanceFacts g5 = catalogue.region("us-east-1").require("g5.4xlarge").facts();

        assertThat(g5.gpus()).isEqualTo(new Gpus("nvidia", "a10g", 1, 22_888));
        assertThat(g5.cpu()).isEqualTo(new InstanceFacts.Cpu("amd64", "amd", 16));
        assertThat(List.of(g5.category(), g5.family(), g5.generation(), g5.size()))
                .containsExactly("g", "g5", "5", "4xlarge");
        assertThat(catalogue.region("ap-northeast-2").require("g5.xlarge").zones())
                .isSubsetOf("ap-northeast-2a", "ap-northeast-2b", "ap-northeast-2c", "ap-northeast-2d")
                .isNotEmpty();
    }

    /**
     * g4dn.xlarge in Seoul: $0.647 less 55.6 % = $0.287268; three zones at 0.96, 1 and 1.04 of it, to $0.0001: 0.2758, 0.2873
     * and 0.2988.
     */
    @Test
    void aSpotEstimateIsOnDemandLessADatedDiscountSpreadOverTheZones() {
        RegionalOffer offer = catalogue.region("ap-northeast-2").require("g4dn.xlarge");

        assertThat(offer.zones())
                .extracting(zone -> offer.spotEstimate(zone).orElseThrow().microUsd())
                .containsExactlyInAnyOrder(275_800L, 287_300L, 298_800L);
        assertThat(offer.spotEstimate("ap-northeast-2a").orElseThrow())
                .satisfies(price -> assertThat(price.confidence()).isEqualTo(Confidence.ESTIMATE))
                .satisfies(
                        price -> assertThat(price.source()).contains("estimate").contains("55.6 %"));
        assertThat(offer.spotEstimate("us-east-1a")).isEmpty();
    }

    @Test
    void everySpotEstimateIsBelowOnDemandAndNearItsDiscount() {
        for (String region : catalogue.regions()) {
            for (RegionalOffer offer : catalogue.region(region).offers().values()) {
                for (String zone : offer.zones()) {
                    offer.spotEstimate(zone).ifPresent(spot -> {
                        double mean = offer.onDemand().microUsd()
                                * (1 - offer.spotDiscount().perMille() / 1000.0);
                        assertThat((double) spot.microUsd()).isBetween(mean * 0.96 - 51, mean * 1.04 + 51);
                    });
                }
            }
        }
    }

    @Test
    void theAdvisorsBandIsKeptPerRegionAndType() {
        assertThat(catalogue.region("ap-northeast-2").require("g4dn.xlarge").interruptionBand())
                .isEqualTo(InterruptionBand.FROM_5_TO_10);
        assertThat(catalogue.region("us-east-1").require("g5.xlarge").interruptionBand())
                .isEqualTo(InterruptionBand.ABOVE_20);
    }

    @ParameterizedTest
    @EnumSource(ServiceRate.class)
    void everyRegionHasEveryServiceRateWithDateAndConfidence(ServiceRate rate) {
        for (String region : catalogue.regions()) {
            Price price = catalogue.region(region).rates().price(rate);
            assertThat(price.microUsd()).isPositive();
            assertThat(price.date()).isNotNull();
            assertThat(price.confidence()).isIn(Confidence.CHECKED, Confidence.UNVERIFIED);
        }
    }

    /** 200 GiB of gp3 in Seoul for a day of October: 200 × $0.0912 / 31 = $0.588387. */
    @Test
    void serviceItemsAreMeteredInTheUnitOfTheirRate() {
        ServiceRates rates = catalogue.region("ap-northeast-2").rates();
        Meter meter = new Meter(Ec2BillingRules.STANDARD);
        meter.use(rates.item(ServiceRate.EBS_GP3_STORAGE, BillingMonth.ofDays(31)), 200L * 86_400);

        assertThat(MicroUsd.format(meter.invoice(0).total())).isEqualTo("0.588387");
    }

    @Test
    void kubernetes131IsInExtendedSupportInOctober2026() {
        EksRelease release = catalogue.eksRelease("1.31").orElseThrow();

        assertThat(release.extendedAt(Instant.parse("2025-11-25T23:59:59Z"))).isFalse();
        assertThat(release.extendedAt(Instant.parse("2025-11-26T00:00:00Z"))).isTrue();
        assertThat(release.extendedSupportEnds()).hasToString("2026-11-26");
    }

    @Test
    void aMonthAcrossTheEndOfStandardSupportIsCutThere() {
        EksRelease release = catalogue.eksRelease("1.34").orElseThrow();
        Instant from = Instant.parse("2026-12-01T00:00:00Z");
        Instant to = Instant.parse("2026-12-04T00:00:00Z");

        assertThat(release.standardSeconds(from, to)).isEqualTo(86_400);
        assertThat(release.extendedSeconds(from, to)).isEqualTo(2 * 86_400);
        assertThat(release.extendedSeconds(to, to.plusSeconds(60))).isEqualTo(60);
        assertThat(release.standardSeconds(to, to.plusSeconds(60))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.29", "1.30", "1.31", "1.32", "1.33", "1.34", "1.35"})
    void releasesAreSupportedAYearLonger(String version) {
        EksRelease release = catalogue.eksRelease(version).orElseThrow();

        assertThat(release.extendedSupportEnds())
                .isEqualTo(release.standardSupportEnds().plusYears(1));
    }
}
