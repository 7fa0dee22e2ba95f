package dev.nodecast.scheduler.review.cluster;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.HelmInstall;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Karpenter release that does not serve the API in which the NodePools are written. */
public final class KarpenterVersionAgainstApi extends Rule {

    private static final Pattern VERSION = Pattern.compile("v?([0-9]{1,3})\\.([0-9]{1,3})(\\..*)?");

    /** The rule. */
    public KarpenterVersionAgainstApi() {
        super(
                "NC1502",
                "Karpenter's version and the NodePools' API",
                "NodePools exist as v1beta1 from Karpenter 0.32 to 1.0 and as v1 from 1.0; 1.1 dropped v1beta1. A chart without a"
                        + " version is whatever is newest on the day it is installed.",
                "https://karpenter.sh/docs/upgrading/upgrade-guide/");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        Optional<Manifest<NodePool>> pool =
                system.manifests().of(NodePool.class).stream().findFirst();
        for (HelmInstall chart : system.charts("karpenter")) {
            Matcher version = VERSION.matcher(chart.version());
            if (chart.version().isEmpty()) {
                findings.add(warning(chart.mark(), "Karpenter is installed without a version")
                        .found("no `--version`")
                        .expected("a fixed version that serves the API of the NodePools")
                        .consequence("the next install may bring a release that no longer takes these objects")
                        .help("add `--version 1.x.y`"));
            } else if (pool.isPresent() && version.matches()) {
                int number = Integer.parseInt(version.group(1)) * 1_000 + Integer.parseInt(version.group(2));
                compare(chart, pool.get(), number, findings);
            }
        }
    }

    private void compare(HelmInstall chart, Manifest<NodePool> pool, int number, Diagnostics findings) {
        boolean beta = pool.header().version().equals("v1beta1");
        boolean served = beta ? number >= 32 && number <= 1_000 : number >= 1_000;
        if (!served) {
            findings.add(error(
                            chart.mark(),
                            "Karpenter " + chart.version() + " does not serve "
                                    + pool.header().apiVersion())
                    .found("version " + chart.version() + ", and " + pool.header() + " in "
                            + pool.header().apiVersion() + " at " + pool.mark())
                    .expected(beta ? "a release from 0.32 to 1.0" : "release 1.0 or later")
                    .consequence("the NodePools are refused")
                    .help(beta ? "write the objects in karpenter.sh/v1" : "install Karpenter 1.x"));
        }
    }
}
