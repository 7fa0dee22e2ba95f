package dev.nodecast.cli;

import dev.nodecast.cli.screen.DisruptionScreen;
import dev.nodecast.scheduler.decide.DecisionInput;
import dev.nodecast.scheduler.decide.DisruptionDecision;
import dev.nodecast.scheduler.decide.DisruptionForm;
import dev.nodecast.scheduler.decide.DisruptionSequence;
import dev.nodecast.scheduler.disruption.ConsolidationOptions.BalancedTotals;
import dev.nodecast.scheduler.disruption.ConsolidationOptions.Reach;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nodecast decide disruption}: which nodes would go, what would come in their place, and why the others stay. */
@Command(
        name = "disruption",
        mixinStandardHelpOptions = true,
        description = {
            "Which nodes Karpenter would remove or replace, what that saves, and why each other node stays.",
            "Nothing is changed."
        },
        footer = {
            "",
            "Examples:",
            "  kubectl get nodepools,ec2nodeclasses,nodeclaims,nodes,pods,daemonsets,pdb,pv,pvc,storageclasses,csinodes \\",
            "    -A -o yaml | nodecast decide disruption --input - --format explain",
            "  nodecast decide disruption --input cluster.yaml --sequence"
        })
final class DecideDisruptionCommand implements Callable<Integer> {

    @Mixin
    private DecisionArguments arguments = new DecisionArguments();

    @Option(
            names = "--format",
            defaultValue = "TABLE",
            paramLabel = "json|table|explain",
            description = {
                "table: for a terminal (default); explain: with the reason why each node stays; json: for programs, with",
                "--case one object a line."
            })
    private DecisionFormat format = DecisionFormat.TABLE;

    @Option(
            names = "--sequence",
            description = {
                "Go on until nothing more changes: each command is taken as carried out, its replacements bought in the",
                "cheapest way and consolidateAfter passed again; time, prices and pods stay as they are."
            })
    private boolean sequence;

    @Option(
            names = "--spot-to-spot",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Karpenter's feature gate SpotToSpotConsolidation (default: false, or what the case says).")
    private @Nullable Boolean spotToSpot;

    @Option(
            names = "--consolidation",
            defaultValue = "KARPENTER",
            paramLabel = "karpenter|global",
            description = {
                "karpenter: several nodes become at most one (default). global: several become several, packed at the least",
                "cost, with a proved bound of what could be saved; with --sequence the whole migration, budget by budget."
            })
    private Reach reach = Reach.KARPENTER;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        return arguments.forEach(spec.commandLine(), this::answer);
    }

    private void answer(DecisionInput given) {
        DecisionInput input = spotToSpot == null ? given : given.withSpotToSpot(spotToSpot);
        DisruptionDecision decision = DisruptionDecision.of(input, totals(), reach);
        spec.commandLine()
                .getOut()
                .print(
                        switch (format) {
                            case JSON -> json(decision) + "\n";
                            case TABLE -> DisruptionScreen.table(decision) + bound(decision) + played(decision);
                            case EXPLAIN -> DisruptionScreen.sentences(decision) + bound(decision) + played(decision);
                        });
    }

    /** The reference's answers count only nodes that may go; a running controller counts all. */
    private BalancedTotals totals() {
        return arguments.ofCluster() ? BalancedTotals.ALL_NODES : BalancedTotals.DISRUPTABLE_NODES;
    }

    private String bound(DisruptionDecision decision) {
        return reach == Reach.GLOBAL
                ? decision.bound().map(DisruptionScreen::bound).orElse("")
                : "";
    }

    private String played(DisruptionDecision decision) {
        return sequence
                ? DisruptionScreen.of(
                        DisruptionSequence.play(decision), decision.input(), format == DecisionFormat.EXPLAIN)
                : "";
    }

    private String json(DisruptionDecision decision) {
        SequencedMap<String, Object> form =
                arguments.ofCluster() ? DisruptionForm.explained(decision) : DisruptionForm.of(decision);
        if (reach == Reach.GLOBAL) {
            decision.bound().ifPresent(bound -> form.put("bound", DisruptionForm.of(bound)));
        }
        if (sequence) {
            form.put("sequence", DisruptionForm.of(DisruptionSequence.play(decision)));
        }
        return arguments.ofCluster() ? Json.text(form) : Json.line(form);
    }
}
