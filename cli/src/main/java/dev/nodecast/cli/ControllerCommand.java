package dev.nodecast.cli;

import dev.nodecast.aws.cloud.CloudUnavailableException;
import dev.nodecast.aws.controller.Controller;
import dev.nodecast.aws.controller.ControllerException;
import dev.nodecast.aws.controller.ControllerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nodecast controller}: the scheduler as a cluster's live autoscaler. Its classes are loaded when it runs. */
@Command(
        name = "controller",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the scheduler against a real cluster: launches nodes for pods that wait, and takes away those that"
                    + " are not needed. It speaks Karpenter's API (karpenter.sh/v1), so that manifests and tools stay as"
                    + " they are.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  nodecast controller --cloud kwok --instance-types types.json --no-leader-elect",
            "      fake nodes on any cluster with kwok; no cloud account is needed",
            "  nodecast controller --cloud aws --cluster-name blue --shadow --journal /var/lib/nodecast",
            "      watches beside Karpenter what it would do, and changes nothing",
            "  nodecast controller --cloud aws --cluster-name blue --autoscale metrics --metric-sources queues.yaml",
            "      serves the lengths of queues to the HorizontalPodAutoscalers of the cluster"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ended because it was asked to (SIGTERM)",
            "1:the lease was lost: another instance acts; may be started again at once",
            "2:it cannot begin: no cluster, no permission, missing definitions, a running Karpenter, with"
                    + " --autoscale a running KEDA or another adapter of external metrics, bad options",
            "3:an error in Nodecast itself"
        })
final class ControllerCommand implements Callable<Integer> {

    @Mixin
    private ControllerCloudArguments cloud = new ControllerCloudArguments();

    @Mixin
    private ControllerOperationArguments operation = new ControllerOperationArguments();

    @Mixin
    private ControllerDecisionArguments decisions = new ControllerDecisionArguments();

    @Mixin
    private ControllerAutoscaleArguments autoscale = new ControllerAutoscaleArguments();

    @Mixin
    private ControllerJournalArguments journal = new ControllerJournalArguments();

    @Option(
            names = "--log-level",
            paramLabel = "debug|info|warn|error",
            defaultValue = "INFO",
            description = "Logs are JSON lines on standard error (default: info).")
    private ControllerLog.Level logLevel = ControllerLog.Level.INFO;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        CommandLine commandLine = spec.commandLine();
        ControllerCloudArguments.Choice chosen = cloud.choice(commandLine);
        ControllerSettings settings = new ControllerSettings(
                operation.connection(commandLine),
                operation.mode(),
                operation.ports(),
                decisions.settings(chosen.knownLabels(), autoscale.loop(commandLine), commandLine),
                autoscale.settings(operation.address(), operation.mode().namespace(), commandLine),
                journal.recorder(operation.mode().shadow()));
        ControllerLog.json(logLevel);
        try {
            return new Controller(settings, chosen.maker()).run();
        } catch (ControllerException | CloudUnavailableException refused) {
            PrintWriter err = commandLine.getErr();
            String.valueOf(refused.getMessage()).lines().forEach(line -> err.println("error: " + line));
            err.flush();
            return ExitCode.BAD_INPUT;
        }
    }
}
