package dev.nodecast.cli;

import dev.nodecast.aws.controller.CloudMaker;
import dev.nodecast.aws.ec2.AwsClients;
import dev.nodecast.aws.ec2.Ec2Cloud;
import dev.nodecast.aws.ec2.Ec2Settings;
import dev.nodecast.aws.kwok.KwokCloud;
import dev.nodecast.scheduler.catalog.list.InstanceTypeList;
import dev.nodecast.scheduler.catalog.list.InstanceTypeListReader;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.manifest.tree.Limits;
import dev.nodecast.scheduler.manifest.tree.SourceReader;
import dev.nodecast.scheduler.requirements.KnownLabels;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Where the controller's nodes come from. */
final class ControllerCloudArguments {

    /** The clouds that there are. */
    enum Kind {
        KWOK,
        AWS
    }

    @Option(
            names = "--cloud",
            required = true,
            paramLabel = "kwok|aws",
            description =
                    "Where nodes come from: kwok fakes them (KWOKNodeClass), aws launches EC2 instances (EC2NodeClass).")
    private Kind cloud = Kind.KWOK;

    @Option(
            names = "--instance-types",
            paramLabel = "FILE",
            description =
                    "kwok: what can be launched, in the form of Karpenter's kwok provider or as {instanceTypes: [...]}.")
    private @Nullable Path instanceTypes;

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            description = "aws: the EKS cluster, by which its instances are tagged and found.")
    private @Nullable String clusterName;

    @Option(names = "--region", description = "aws: the region (default: that of the environment).")
    private @Nullable String region;

    @Option(
            names = "--interruption-queue",
            paramLabel = "NAME",
            description = "aws: the SQS queue of interruption messages (default: none).")
    private @Nullable String interruptionQueue;

    /** A cloud, and the labels that its instance types have. */
    record Choice(CloudMaker maker, KnownLabels knownLabels) {}

    /** The cloud that was chosen; what is wrong with its options is said now. */
    Choice choice(CommandLine commandLine) {
        return switch (cloud) {
            case KWOK -> kwok(commandLine);
            case AWS -> aws(commandLine);
        };
    }

    private Choice aws(CommandLine commandLine) {
        if (clusterName == null) {
            throw new CommandLine.ParameterException(
                    commandLine, "--cloud aws: found no --cluster-name NAME, expected one: that of the EKS cluster");
        }
        String where = region;
        String name = clusterName;
        String queue = interruptionQueue == null ? "" : interruptionQueue;
        return new Choice(
                world -> new Ec2Cloud(
                        where == null ? AwsClients.ofEnvironment() : AwsClients.of(where, null),
                        new Ec2Settings(name, queue, world.shadow()),
                        new Ec2Cloud.Kube(world.client(), world.writes())),
                KnownLabels.AWS);
    }

    private Choice kwok(CommandLine commandLine) {
        if (instanceTypes == null) {
            throw new CommandLine.ParameterException(
                    commandLine,
                    "--cloud kwok: found no --instance-types FILE, expected one: the types that can be launched");
        }
        Diagnostics diagnostics = new Diagnostics();
        InstanceTypeList types = new InstanceTypeListReader(diagnostics)
                .read(new SourceReader(Limits.DEFAULT, diagnostics)
                        .file(instanceTypes)
                        .orElseThrow(() -> new InvalidInput(diagnostics.list())));
        diagnostics.throwIfErrors();
        Remarks.print(diagnostics, commandLine.getErr());
        return new Choice(world -> new KwokCloud(world.client(), world.writes(), types.types()), types.knownLabels());
    }
}
