package dev.nodecast.scheduler.review.interruption;

import dev.nodecast.scheduler.review.source.HclBlock;
import dev.nodecast.scheduler.review.source.HelmInstall;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Terraform;
import java.util.List;
import java.util.Optional;

/** Karpenter's interruption queue: whether it is asked for, and whether it is made. */
final class InterruptionQueue {

    private static final List<String> SETTINGS = List.of(
            "settings.interruptionQueue", "settings.interruptionQueueName", "settings.aws.interruptionQueueName");

    private InterruptionQueue() {}

    /** The setting that names it. */
    static Optional<HelmInstall.Setting> setting(HelmInstall karpenter) {
        return SETTINGS.stream()
                .map(karpenter::setting)
                .flatMap(Optional::stream)
                .filter(s -> !s.value().isEmpty())
                .findFirst();
    }

    static boolean isConfigured(HelmInstall karpenter) {
        return setting(karpenter).isPresent() || karpenter.values().contains("interruptionQueue");
    }

    /** Whether anything that was given makes a queue: a resource, a module that holds one, a template or a command. */
    static boolean isMade(ReviewedSystem system) {
        Terraform terraform = system.terraform();
        return !terraform.resources("aws_sqs_queue").isEmpty()
                || isMadeByModule(terraform)
                || !terraform.resources("aws_cloudformation_stack").isEmpty()
                || system.commandsMention("cloudformation")
                || system.commandsMention("sqs create-queue");
    }

    /** Whether something sends EC2's events to a queue. */
    static boolean isFed(ReviewedSystem system) {
        Terraform terraform = system.terraform();
        return !terraform.resources("aws_cloudwatch_event_rule").isEmpty()
                || isMadeByModule(terraform)
                || !terraform.modules("eventbridge").isEmpty()
                || !terraform.resources("aws_cloudformation_stack").isEmpty()
                || system.commandsMention("cloudformation")
                || system.commandsMention("events put-rule");
    }

    /** The registry's karpenter module makes queue and rules, unless told not to. */
    private static boolean isMadeByModule(Terraform terraform) {
        for (HclBlock module : terraform.modules("karpenter")) {
            if (!module.body().text("enable_spot_termination").orElse("true").equals("false")) {
                return true;
            }
        }
        return !terraform.modules("sqs").isEmpty() || terraform.mentions("enable_karpenter");
    }
}
