package dev.nodecast.scheduler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.billing.MicroUsd;
import dev.nodecast.scheduler.billing.SavingsPlan;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceBookTest {

    private static final String OWN_TYPE = """
            instance_type,arch,cpu_manufacturer,vcpu,memory_mib,gpu_manufacturer,gpu_name,gpu_count,gpu_memory_mib,enis,\
            ipv4_per_eni,network_baseline_mbps,network_peak_mbps,ebs_baseline_mbps,ebs_max_mbps,local_nvme_gb,bare_metal,\
            burstable,spot_supported
            g9.xlarge,amd64,amd,4,32768,nvidia,x1,1,49152,4,15,2500,20000,1000,5000,250,false,false,true
            """;

    private final RegionalCatalogue seoul = Catalogue.bundled().region("ap-northeast-2");
    private final Diagnostics diagnostics = new Diagnostics();

    @Test
    void withoutUserFilesPricesAreListPrices() {
        PriceBook book = PriceBook.list(seoul);

        assertThat(usd(book, "g5.xlarge", "ap-northeast-2a", "on-demand")).isEqualTo("1.237");
        assertThat(book.price("g5.xlarge", "us-east-1a", "on-demand")).isEmpty();
        assertThat(book.price("g6e.xlarge", "ap-northeast-2a", "on-demand")).isEmpty();
        assertThat(book.price("g5.xlarge", "ap-northeast-2a", "reserved")).isEmpty();
    }

    @Test
    void anOverrideForAZoneComesBeforeOneForTheRegionAndBothBeforeTheList() {
        PriceBook book = book("""
                region,zone,instance_type,capacity_type,usd_per_hour
                ap-northeast-2,,g5.xlarge,on-demand,1.1
                ap-northeast-2,ap-northeast-2a,g5.xlarge,on-demand,1.05
                us-east-1,,g5.xlarge,on-demand,0.01
                ap-northeast-2,,g5.xlarge,spot,0.4
                """);

        assertThat(usd(book, "g5.xlarge", "ap-northeast-2a", "on-demand")).isEqualTo("1.05");
        assertThat(usd(book, "g5.xlarge", "ap-northeast-2c", "on-demand")).isEqualTo("1.10");
        assertThat(usd(book, "g5.xlarge", "ap-northeast-2c", "spot")).isEqualTo("0.40");
        assertThat(book.price("g5.xlarge", "ap-northeast-2c", "spot")
                        .orElseThrow()
                        .confidence())
                .isEqualTo(Confidence.USER);
    }

    /**
     * $1.237 less 10 % = 1.1133; the type's 20 % holds alone for g5.2xlarge, whatever its family has: 1.490302 × 0.8 =
     * 1.1922416, rounded to 1.192242.
     */
    @Test
    void theMostSpecificDiscountHoldsAlone() {
        PriceBook book = book("""
                region,family,instance_type,capacity_type,discount_percent
                ,g5,,on-demand,10
                ,,g5.2xlarge,,20
                ,,,,3
                """);

        assertThat(usd(book, "g5.xlarge", "ap-northeast-2a", "on-demand")).isEqualTo("1.1133");
        assertThat(usd(book, "g5.2xlarge", "ap-northeast-2a", "on-demand")).isEqualTo("1.192242");
        assertThat(usd(book, "g4dn.xlarge", "ap-northeast-2a", "on-demand")).isEqualTo("0.62759");
    }

    @Test
    void aDiscountIsNotTakenOffTheUsersOwnPrice() {
        PriceBook book =
                book("region,instance_type,usd_per_hour\nap-northeast-2,g5.xlarge,1\n", "discount_percent\n50\n");

        assertThat(usd(book, "g5.xlarge", "ap-northeast-2a", "on-demand")).isEqualTo("1.00");
        assertThat(usd(book, "g4dn.xlarge", "ap-northeast-2a", "on-demand")).isEqualTo("0.3235");
    }

    @Test
    void anOwnTypeIsSoldInTheZonesItHasPricesFor() {
        PriceBook book = book(OWN_TYPE, """
                region,zone,instance_type,capacity_type,usd_per_hour
                ap-northeast-2,ap-northeast-2c,g9.xlarge,on-demand,2
                ap-northeast-2,ap-northeast-2c,g9.xlarge,spot,0.9
                """);

        InstanceType type = InstanceTypes.of(book, List.of(), NodeSizingOptions.DEFAULT).stream()
                .filter(each -> each.name().equals("g9.xlarge"))
                .findFirst()
                .orElseThrow();
        assertThat(type.offerings())
                .containsExactly(
                        new Offering("ap-northeast-2c", "on-demand", 2_000_000, true),
                        new Offering("ap-northeast-2c", "spot", 900_000, true));
        assertThat(type.labels().get("karpenter.k8s.aws/instance-gpu-name")).containsExactly("x1");
    }

    @Test
    void aTypeThatTheRegionHasNoPriceForIsSoldAtTheUsersPrice() {
        PriceBook book = book("region,instance_type,usd_per_hour\nap-northeast-2,g6e.xlarge,2.3\n");

        assertThat(book.types()).containsKey("g6e.xlarge");
        assertThat(usd(book, "g6e.xlarge", "ap-northeast-2a", "on-demand")).isEqualTo("2.30");
        assertThat(book.price("g6e.xlarge", "ap-northeast-2a", "spot")).isEmpty();
    }

    @Test
    void aDiscountForAFamilyThatDoesNotExistIsAnError() {
        read("family,discount_percent\ng5x,10\n");

        assertThat(diagnostics.list())
                .extracting(Diagnostic::oneLine)
                .containsExactly("file-1.csv:2:1: error[NC0503]: nothing is known of this family");
    }

    /** 28 % off $1.237 = 0.89064; types that the plan does not name have no rate. */
    @Test
    void savingsPlanRatesAreTakenOffTheListPrice() {
        PriceBook book = book("plan,committed_usd_per_hour,family,discount_percent\ngpu,2.5,g5,28\ngpu,2.5,g4dn,31\n");

        assertThat(book.savingsPlans()).hasSize(1);
        SavingsPlan plan = book.savingsPlans().getFirst();
        assertThat(plan.committedMicroUsdPerHour()).isEqualTo(2_500_000);
        assertThat(plan.microUsdPerHourByInstanceType())
                .containsEntry("g5.xlarge", 890_640L)
                .containsKey("g4dn.xlarge")
                .doesNotContainKey("m5.large");
    }

    @Test
    void serviceRatesCanBeReplacedOneByOne() {
        PriceBook book = book("region,rate,usd\nap-northeast-2,NAT_GATEWAY_DATA,0.05\n");

        assertThat(book.rates().price(ServiceRate.NAT_GATEWAY_DATA).microUsd()).isEqualTo(50_000);
        assertThat(book.rates().price(ServiceRate.NAT_GATEWAY_HOUR).microUsd()).isEqualTo(59_000);
    }

    @Test
    void everyProblemOfAFileIsReportedWithItsPlace() {
        read("""
                # our prices
                region,instance_type,usd_per_hour
                ap-northeast-2,g5.xlarge,1.2 USD
                eu-north-1,g5.xlarge,1
                ap-northeast-2,g5.xxl,1
                ap-northeast-2,g4dn.xlarge,1
                ap-northeast-2,g4dn.xlarge,2
                ap-northeast-2,g4dn.xlarge
                """);

        assertThat(diagnostics.list())
                .extracting(Diagnostic::oneLine)
                .containsExactly(
                        "file-1.csv:3:26: error[NC0502]: the value of `usd_per_hour` cannot be used",
                        "file-1.csv:4:1: error[NC0502]: the value of `region` cannot be used",
                        "file-1.csv:5:16: error[NC0503]: nothing is known of this instance type",
                        "file-1.csv:7:16: error[NC0504]: a second price for the same instances",
                        "file-1.csv:8:1: error[NC0501]: the line has not as many cells as the header");
        Diagnostic first = diagnostics.list().getFirst();
        assertThat(first.found()).isEqualTo("`1.2 USD`");
        assertThat(first.expected()).contains("such as 1.006");
        assertThat(first.help()).isNotEmpty();
    }

    @Test
    void aHeaderThatFitsNothingIsReportedOnceAndAnEmptyFileToo() {
        read("region,instance_type,price\nap-northeast-2,g5.xlarge,1\n", "# nothing\n");

        assertThat(diagnostics.list())
                .extracting(Diagnostic::message)
                .containsExactly("a column is missing", "unknown column", "there is no header line");
    }

    @Test
    void plansAndDiscountsOutOfRangeAreRefused() {
        read(
                "plan,committed_usd_per_hour,discount_percent\ngpu,0,10\ngpu2,1,10\ngpu2,2,10\n",
                "discount_percent\n101\n",
                "region,rate,usd\nus-east-1,LUNCH,1\n");

        assertThat(diagnostics.list())
                .extracting(diagnostic -> diagnostic.mark().toString())
                .containsExactly("file-1.csv:2:5", "file-1.csv:4:6", "file-2.csv:2:1", "file-3.csv:2:11");
    }

    private PriceBook book(String... files) {
        UserPrices prices = read(files);
        diagnostics.throwIfErrors();
        return PriceBook.of(seoul, prices);
    }

    private UserPrices read(String... files) {
        List<SourceText> sources = Arrays.stream(files)
                .map(text -> SourceText.of("file-" + (Arrays.asList(files).indexOf(text) + 1) + ".csv", text))
                .toList();
        return UserPriceFiles.read(sources, Catalogue.bundled(), diagnostics);
    }

    private static String usd(PriceBook book, String type, String zone, String capacityType) {
        return MicroUsd.format(
                book.price(type, zone, capacityType).orElseThrow().microUsd());
    }
}
