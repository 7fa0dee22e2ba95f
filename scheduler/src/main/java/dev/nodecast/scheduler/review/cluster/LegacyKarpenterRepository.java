package dev.nodecast.scheduler.review.cluster;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.HelmInstall;
import dev.nodecast.scheduler.review.source.ShellCommand;
import dev.nodecast.scheduler.review.source.ShellWord;
import dev.nodecast.scheduler.review.system.ReviewedSystem;

/** Karpenter's old Helm repository. */
public final class LegacyKarpenterRepository extends Rule {

    private static final String LEGACY = "charts.karpenter.sh";

    /** The rule. */
    public LegacyKarpenterRepository() {
        super(
                "NC1501",
                "The legacy Helm repository of Karpenter",
                "charts.karpenter.sh has had no release since 0.16.3 (September 2022), which knows Provisioner and not NodePool."
                        + " Newer charts are OCI artefacts at public.ecr.aws/karpenter/karpenter.",
                "https://karpenter.sh/docs/upgrading/upgrade-guide/");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        boolean reported = false;
        for (ShellCommand command : system.sources().commands()) {
            for (ShellWord word : command.words()) {
                if (command.program().equals("helm") && word.text().contains(LEGACY)) {
                    report(findings, word.mark());
                    reported = true;
                }
            }
        }
        for (HelmInstall chart : system.charts("karpenter")) {
            if (!reported && chart.repository().contains(LEGACY)) {
                report(findings, chart.mark());
            }
        }
    }

    private void report(Diagnostics findings, dev.nodecast.scheduler.diagnostics.SourceMark mark) {
        findings.add(
                error(mark, "`" + LEGACY + "` is Karpenter's legacy Helm repository: its releases know no NodePool")
                        .found("`https://" + LEGACY + "`, whose last release is 0.16.3 of September 2022")
                        .expected("`oci://public.ecr.aws/karpenter/karpenter` with a version")
                        .consequence(
                                "the release that gets installed knows Provisioner only; every NodePool and EC2NodeClass is refused")
                        .help(
                                "helm upgrade --install karpenter oci://public.ecr.aws/karpenter/karpenter --version 1.x.y --namespace"
                                        + " kube-system"));
    }
}
