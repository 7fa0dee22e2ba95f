package dev.nodecast.scheduler.review.interruption;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.HclBlock;
import dev.nodecast.scheduler.review.source.HelmInstall;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Terraform;
import java.util.List;
import java.util.Optional;

/** No queue, or no EventBridge rule that fills it, although spot nodes or a setting need them. */
public final class InterruptionQueueMissing extends Rule {

    /** The rule. */
    public InterruptionQueueMissing() {
        super(
                "NC1305",
                "The interruption queue is never made",
                "Karpenter learns of spot interruptions from an SQS queue that EventBridge rules fill. Neither is part of its"
                        + " chart: both are made by CloudFormation, by Terraform resources or by the registry's karpenter module."
                        + " Where settings.interruptionQueue names a queue that does not exist, releases before 1.4 do not even"
                        + " start (aws/karpenter-provider-aws#7951), and later ones log an error for ever.",
                "https://karpenter.sh/docs/concepts/disruption/#interruption");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        Terraform terraform = system.terraform();
        if (terraform.isEmpty()) {
            return;
        }
        Optional<HelmInstall.Setting> setting = system.charts("karpenter").stream()
                .map(InterruptionQueue::setting)
                .flatMap(Optional::stream)
                .findFirst();
        if (!InterruptionQueue.isMade(system)) {
            setting.ifPresentOrElse(s -> named(s, findings), () -> unnamed(system, findings));
        } else if (!InterruptionQueue.isFed(system)) {
            terraform.resources("aws_sqs_queue").stream().findFirst().ifPresent(queue -> unfed(queue, findings));
        }
    }

    private void named(HelmInstall.Setting setting, Diagnostics findings) {
        findings.add(error(setting.mark(), "the interruption queue `" + setting.value() + "` is never made")
                .field("settings.interruptionQueue")
                .found("no aws_sqs_queue, no EventBridge rule and no karpenter module in the Terraform code")
                .expected("a queue of this name, and EventBridge rules that send EC2's events to it")
                .consequence("Karpenter before 1.4 does not start, later releases never hear of an interruption")
                .help(
                        "add the registry's module terraform-aws-modules/eks/aws//modules/karpenter, which makes queue, rules and"
                                + " permissions, and name its queue"));
    }

    private void unnamed(ReviewedSystem system, Diagnostics findings) {
        boolean spot = system.pools().stream().anyMatch(Pool::spot);
        Optional<SourceMark> mark = controllerRole(system.terraform());
        boolean handled = !TerminationHandler.draining(system).isEmpty();
        if (spot && mark.isPresent() && !handled) {
            findings.add(warning(mark.get(), "no interruption queue and no EventBridge rule is made for Karpenter")
                    .found(
                            "pools with spot capacity, and no aws_sqs_queue, aws_cloudwatch_event_rule or karpenter module")
                    .expected(
                            "a queue that EventBridge fills with EC2's events, and its name in settings.interruptionQueue")
                    .consequence(
                            "nobody drains a spot node before it ends: jobs on it are lost, and the replacement starts late")
                    .help("add the registry's module terraform-aws-modules/eks/aws//modules/karpenter"));
        }
    }

    private static Optional<SourceMark> controllerRole(Terraform terraform) {
        List<HclBlock> blocks = terraform.blocks().stream()
                .filter(b -> b.body().get("attach_karpenter_controller_policy").isPresent()
                        || (b.type().equals("module") && b.label(0).contains("karpenter"))
                        || (b.type().equals("resource") && b.label(1).contains("karpenter")))
                .toList();
        return blocks.stream().map(HclBlock::mark).findFirst();
    }

    private void unfed(HclBlock queue, Diagnostics findings) {
        findings.add(warning(queue.mark(), "no EventBridge rule fills the interruption queue")
                .found("a queue, and no aws_cloudwatch_event_rule")
                .expected(
                        "rules for EC2 Spot Instance Interruption Warning, Instance State-change, Rebalance and AWS Health events")
                .consequence("the queue stays empty; Karpenter never hears of an interruption")
                .help("add the rules and targets, or use the registry's karpenter module"));
    }
}
