package dev.nodecast.cli;

import dev.nodecast.scheduler.catalog.list.InstanceTypeList;
import dev.nodecast.scheduler.catalog.list.InstanceTypeListReader;
import dev.nodecast.scheduler.decide.CaseFolder;
import dev.nodecast.scheduler.decide.ClusterInput;
import dev.nodecast.scheduler.decide.DecisionInput;
import dev.nodecast.scheduler.decide.Policies;
import dev.nodecast.scheduler.decide.References;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.manifest.tree.Limits;
import dev.nodecast.scheduler.manifest.tree.SourceReader;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What every {@code nodecast decide} is given: the objects of a cluster, or cases. */
final class DecisionArguments {

    private static final int LAST_YEAR = 2261;

    @Option(
            names = "--input",
            paramLabel = "FILE|DIR|-",
            description = "The cluster's objects: what `kubectl get "
                    + "nodepools,ec2nodeclasses,nodeclaims,nodes,pods,daemonsets,… -A -o yaml` prints, "
                    + "manifests nobody has applied yet, folders of such files, or - for standard input; "
                    + "repeatable. Kinds that are not needed are left out. Pods of workloads that have none are "
                    + "taken as waiting.")
    private List<Path> inputs = new ArrayList<>();

    @Option(
            names = "--case",
            paramLabel = "DIR",
            description = "Instead: a folder with case.json and input.yaml; repeatable. Each case is answered on "
                    + "its own: one that cannot be read is reported, the others are answered, and the exit code "
                    + "is 2.")
    private List<Path> cases = new ArrayList<>();

    @Option(
            names = "--instance-types",
            paramLabel = "FILE",
            description = "What can be bought: {instanceTypes: [...]} with capacity, overhead, requirements and "
                    + "offerings, or the list that Karpenter's kwok provider takes (default: the bundled "
                    + "catalogue of the region).")
    private @Nullable Path instanceTypes;

    @Option(
            names = "--region",
            description = "The bundled catalogue's region (default: that of the nodes, or of the pools' zones).")
    private @Nullable String region;

    @Option(names = "--now", paramLabel = "TIME", description = "Decide as of this time, RFC 3339 (default: now).")
    private @Nullable OffsetDateTime now;

    @Option(
            names = "--preference-policy",
            paramLabel = "Respect|Ignore",
            description = "Karpenter's option (default: Respect).")
    private SolverOptions.@Nullable Preferences preferences;

    @Option(
            names = "--min-values-policy",
            paramLabel = "Strict|BestEffort",
            description = "Karpenter's option (default: Strict).")
    private SolverOptions.@Nullable MinValues minValues;

    /** Hands over one input after the other, so that many cases need no more memory than the largest. */
    int forEach(CommandLine commandLine, Consumer<DecisionInput> answer) {
        boolean objects = instanceTypes != null || region != null || now != null;
        if (inputs.isEmpty() == cases.isEmpty() || (!cases.isEmpty() && objects)) {
            throw new CommandLine.ParameterException(
                    commandLine,
                    "give either --input, with --instance-types, --region and --now as needed, or --case, which has its"
                            + " own of these");
        }
        int code = cases.isEmpty() ? answerObjects(commandLine, answer) : answerCases(commandLine, answer);
        commandLine.getOut().flush();
        return code;
    }

    /** Whether the objects of a cluster are asked about, and not cases. */
    boolean ofCluster() {
        return cases.isEmpty();
    }

    private int answerObjects(CommandLine commandLine, Consumer<DecisionInput> answer) {
        Diagnostics diagnostics = new Diagnostics();
        Manifests objects = ManifestReader.ofCluster(diagnostics).read(inputs, System.in);
        Optional<InstanceTypeList> types = Optional.ofNullable(instanceTypes).map(file -> types(file, diagnostics));
        diagnostics.throwIfErrors();
        References.check(objects, diagnostics);
        Remarks.print(diagnostics, commandLine.getErr());
        Instant time = now == null ? Instant.now() : checked(commandLine, now).toInstant();
        answer.accept(ClusterInput.of(
                objects, new ClusterInput.Settings(time, types, Optional.ofNullable(region), policies())));
        return ExitCode.DONE;
    }

    /** Times are counted in nanoseconds from 1970. */
    private static OffsetDateTime checked(CommandLine commandLine, OffsetDateTime time) {
        if (time.getYear() < 1970 || time.getYear() > LAST_YEAR) {
            throw new CommandLine.ParameterException(
                    commandLine, "--now: found " + time + ", expected a time between 1970 and " + LAST_YEAR);
        }
        return time;
    }

    private static InstanceTypeList types(Path file, Diagnostics diagnostics) {
        return new InstanceTypeListReader(diagnostics)
                .read(new SourceReader(Limits.DEFAULT, diagnostics)
                        .file(file)
                        .orElseThrow(() -> new InvalidInput(diagnostics.list())));
    }

    private Policies policies() {
        return new Policies(
                preferences == null ? Policies.DEFAULT.preferences() : preferences,
                minValues == null ? Policies.DEFAULT.minValues() : minValues,
                Policies.DEFAULT.spotToSpot());
    }

    private int answerCases(CommandLine commandLine, Consumer<DecisionInput> answer) {
        CaseFolder reader = new CaseFolder();
        int code = ExitCode.DONE;
        for (Path folder : cases) {
            try {
                answer.accept(withPolicies(reader.read(folder)));
            } catch (InvalidInput refused) {
                code = Failures.refused(refused, commandLine.getErr());
            }
        }
        return code;
    }

    /** What is said on the command line takes the place of what the case says. */
    private DecisionInput withPolicies(DecisionInput input) {
        SolverOptions options = input.options();
        return input.withOptions(new SolverOptions(
                options.knownLabels(),
                preferences == null ? options.preferences() : preferences,
                minValues == null ? options.minValues() : minValues,
                options.packing()));
    }
}
