package dev.nodecast.scheduler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.billing.MicroUsd;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the bundled files against the data they were typed from. */
class CatalogueSourcesTest {

    private final Catalogue catalogue = Catalogue.bundled();

    @Test
    void everyPriceOfTheSourceIsInItsRegionUnlessItsTypeHasNoFacts() {
        int compared = 0;
        for (Map<String, String> row : SharedFacts.csv("catalog/on-demand-prices.csv")) {
            RegionalCatalogue region = catalogue.region(row.get("region"));
            String type = row.get("instance_type");
            if (region.offer(type).isEmpty()) {
                assertThat(catalogue.types()).doesNotContainKey(type);
                continue;
            }
            assertThat(region.require(type).onDemand().microUsd()).isEqualTo(MicroUsd.parse(row.get("usd_per_hour")));
            assertThat(region.require(type).onDemand().date()).hasToString(row.get("date"));
            compared++;
        }
        assertThat(compared).isEqualTo(850);
    }

    @Test
    void podLimitsByTheFormulaAreThoseOfTheSource() {
        for (Map<String, String> row : SharedFacts.csv("catalog/instance-catalog.csv")) {
            InstanceFacts facts = catalogue.types().get(row.get("instance_type"));
            if (facts != null) {
                assertThat(NodeSizing.eniLimitedPods(facts, 0))
                        .as(facts.name())
                        .isEqualTo(Long.parseLong(row.get("max_pods_eni")));
                assertThat(facts.memoryMib()).isEqualTo(Long.parseLong(row.get("memory_mib")));
                assertThat(facts.network().baselineMbps()).isEqualTo(Long.parseLong(row.get("network_baseline_mbps")));
            }
        }
    }

    @Test
    void zonesAreThoseOfTheSource() {
        List<Map<String, String>> rows = SharedFacts.csv("catalog/zone-offerings.csv");
        for (RegionalOffer offer : catalogue.region("ap-northeast-2").offers().values()) {
            List<String> zones = rows.stream()
                    .filter(row -> row.get("region").equals("ap-northeast-2")
                            && row.get("instance_type").equals(offer.facts().name()))
                    .map(row -> row.get("zone"))
                    .sorted()
                    .toList();
            assertThat(offer.zones()).as(offer.facts().name()).isEqualTo(zones);
        }
    }

    @Test
    void interruptionBandsAreThoseOfTheAdvisor() {
        int compared = 0;
        for (Map<String, String> row : SharedFacts.csv("prices/spot-advisor-2025-06-28.csv")) {
            String region = row.get("region");
            if (!row.get("os").equals("Linux") || !catalogue.regions().contains(region)) {
                continue;
            }
            RegionalOffer offer =
                    catalogue.region(region).offer(row.get("instance_type")).orElse(null);
            if (offer != null) {
                assertThat(offer.interruptionBand()).isNotNull();
                assertThat(offer.interruptionBand().text()).isEqualTo(row.get("interruption_band"));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(800);
    }
}
