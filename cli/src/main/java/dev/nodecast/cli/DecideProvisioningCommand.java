package dev.nodecast.cli;

import dev.nodecast.cli.screen.ProvisioningScreen;
import dev.nodecast.scheduler.decide.DecisionInput;
import dev.nodecast.scheduler.decide.ProvisioningDecision;
import dev.nodecast.scheduler.decide.ProvisioningForm;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nodecast decide provisioning}: which nodes would be launched for the pods that wait. */
@Command(
        name = "provisioning",
        mixinStandardHelpOptions = true,
        description = "Which nodes Karpenter would launch for the pods that wait, at what price, what else was "
                + "possible, and why other pods go on waiting. Nothing is changed.",
        footer = {
            "",
            "Pods that find no node are part of the answer: the exit code is 0 all the same.",
            "",
            "Examples:",
            "  kubectl get nodepools,ec2nodeclasses,nodeclaims,nodes,pods,daemonsets,\\",
            "pdb,pv,pvc,storageclasses,csinodes -A -o yaml > cluster.yaml",
            "  nodecast decide provisioning --input cluster.yaml",
            "  nodecast decide provisioning --input manifests/ --format explain",
            "  nodecast decide provisioning --input manifests/ --packing optimal --node-cost 0.02"
        })
final class DecideProvisioningCommand implements Callable<Integer> {

    @Mixin
    private DecisionArguments arguments = new DecisionArguments();

    @Mixin
    private PackingArguments packing = new PackingArguments();

    @Option(
            names = "--format",
            defaultValue = "TABLE",
            paramLabel = "json|table|explain",
            description = "table: for a terminal (default); explain: sentences; json: for programs, with --case one "
                    + "object a line.")
    private DecisionFormat format = DecisionFormat.TABLE;

    @Option(
            names = "--explain",
            description = "With --case and json: the key `explanation` too, which --input always has.")
    private boolean explain;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        return arguments.forEach(spec.commandLine(), this::answer);
    }

    private void answer(DecisionInput input) {
        ProvisioningDecision decision = ProvisioningDecision.of(packing.applied(input, spec.commandLine()));
        spec.commandLine()
                .getOut()
                .print(
                        switch (format) {
                            case JSON -> json(decision) + "\n";
                            case TABLE -> ProvisioningScreen.table(decision);
                            case EXPLAIN -> ProvisioningScreen.sentences(decision);
                        });
    }

    private String json(ProvisioningDecision decision) {
        return arguments.ofCluster()
                ? Json.text(ProvisioningForm.explained(decision))
                : Json.line(explain ? ProvisioningForm.explained(decision) : ProvisioningForm.of(decision));
    }
}
