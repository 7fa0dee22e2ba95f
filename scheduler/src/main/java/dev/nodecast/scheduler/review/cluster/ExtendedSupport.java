package dev.nodecast.scheduler.review.cluster;

import dev.nodecast.scheduler.catalog.EksRelease;
import dev.nodecast.scheduler.catalog.RegionalCatalogue;
import dev.nodecast.scheduler.catalog.ServiceRate;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.HclBlock;
import dev.nodecast.scheduler.review.source.HclBody;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Terraform;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** A Kubernetes version whose control plane costs the extended-support rate, or will soon. */
public final class ExtendedSupport extends Rule {

    private static final int SOON_DAYS = 90;
    private static final int HOURS_PER_MONTH = 730;
    private static final double MICRO = 1_000_000.0;

    /** The rule. */
    public ExtendedSupport() {
        super(
                "NC1509",
                "The Kubernetes version has left standard support",
                "EKS supports a Kubernetes version for 14 months at $0.10 an hour and another 12 months at $0.60 an hour. At the"
                        + " end of extended support it upgrades the control plane by itself.",
                "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (HclBlock cluster : system.terraform().clusters()) {
            Optional<HclBody.Attribute> version = Terraform.version(cluster);
            if (version.isPresent()) {
                String text = system.terraform().resolve(version.get().value());
                system.catalogue()
                        .eksRelease(text)
                        .ifPresent(release -> judge(system, version.get(), release, findings));
            }
        }
    }

    private void judge(ReviewedSystem system, HclBody.Attribute version, EksRelease release, Diagnostics findings) {
        LocalDate today = system.today();
        var mark = version.value().mark();
        String name = "EKS " + release.version();
        String dates = "standard support ends " + release.standardSupportEnds() + ", extended support "
                + release.extendedSupportEnds() + "; reviewed as of " + today;
        RegionalCatalogue region = system.regionalFacts();
        if (!today.isBefore(release.extendedSupportEnds())) {
            findings.add(error(mark, name + " left extended support on " + release.extendedSupportEnds())
                    .found(dates)
                    .expected("a version in standard support")
                    .consequence("EKS no longer makes clusters of this version and upgrades existing ones by itself")
                    .help("upgrade one minor version after the other to one in standard support"));
        } else if (!today.isBefore(release.standardSupportEnds())) {
            findings.add(warning(
                            mark,
                            name + " left standard support on " + release.standardSupportEnds()
                                    + ", and extended support ends " + release.extendedSupportEnds())
                    .found(dates)
                    .expected("a version in standard support")
                    .consequence(cost(region) + "; on " + release.extendedSupportEnds()
                            + " EKS upgrades the control plane by itself")
                    .help("upgrade one minor version after the other to one in standard support"));
        } else if (today.plusDays(SOON_DAYS).isAfter(release.standardSupportEnds())) {
            findings.add(note(mark, name + " leaves standard support on " + release.standardSupportEnds())
                    .found(dates)
                    .expected("an upgrade before that day")
                    .consequence("from then on " + cost(region))
                    .help("plan the upgrade to the next minor version"));
        }
    }

    private static String cost(RegionalCatalogue region) {
        long standard = region.rates().price(ServiceRate.EKS_STANDARD_SUPPORT).microUsd();
        long extended = region.rates().price(ServiceRate.EKS_EXTENDED_SUPPORT).microUsd();
        return String.format(
                Locale.ROOT,
                "the control plane costs $%.2f an hour instead of $%.2f, $%.0f a month more",
                extended / MICRO,
                standard / MICRO,
                (extended - standard) * HOURS_PER_MONTH / MICRO);
    }
}
