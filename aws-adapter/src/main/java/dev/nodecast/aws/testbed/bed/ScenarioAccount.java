package dev.nodecast.aws.testbed.bed;

import dev.nodecast.aws.testbed.world.AccountSpec;
import dev.nodecast.scenarios.file.ScenarioReader;
import dev.nodecast.scenarios.file.ScenarioSource;
import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.library.ReadyScenarios;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.resolve.ScenarioResolver;
import dev.nodecast.scenarios.resolve.Variation;
import dev.nodecast.scenarios.resolve.WorldBuilder;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.sim.world.measure.JobSink;
import dev.nodecast.sim.world.spec.WorldSpec;
import java.nio.file.Path;

/** The account of a scenario: the same cloud as in a study of it. */
public final class ScenarioAccount {

    private static final String DISCOVERY = "karpenter.sh/discovery";

    private ScenarioAccount() {}

    /** @throws InvalidInput with all that is wrong with the scenario */
    static Scenario scenario(AccountSettings settings) {
        return ScenarioResolver.resolve(
                source(settings.scenario()),
                settings.settings().stream().map(Setting::parse).toList());
    }

    private static ScenarioSource source(String nameOrPath) {
        Diagnostics diagnostics = new Diagnostics();
        return ReadyScenarios.find(nameOrPath)
                .or(() -> new ScenarioReader(diagnostics).open(Path.of(nameOrPath)))
                .orElseThrow(() -> new InvalidInput(diagnostics.list()));
    }

    /**
     * The account that a scenario describes.
     *
     * @param endpoint of the API server that nodes join
     */
    public static AccountSpec account(AccountSettings settings, String endpoint, String certificateAuthority) {
        Scenario scenario = scenario(settings);
        WorldSpec world = new WorldBuilder(scenario, Variation.NONE).build(settings.seed(), 0, JobSink.NONE, false);
        return new AccountSpec(
                new AccountSpec.Cluster(
                        settings.cluster().isEmpty() ? cluster(scenario) : settings.cluster(),
                        scenario.file().cluster().kubernetesVersion(),
                        endpoint,
                        certificateAuthority),
                scenario.prices(),
                world.cloud(),
                world.cluster().nodeStartup(),
                new AccountSpec.Pace(settings.seed(), settings.speed()),
                AccountSpec.Quotas.NONE);
    }

    /** By what the node classes find their subnets. */
    private static String cluster(Scenario scenario) {
        return scenario.manifests().values(Ec2NodeClass.class).stream()
                .flatMap(nodeClass -> nodeClass.subnets().stream())
                .filter(term -> term.tags().has(DISCOVERY))
                .map(term -> String.valueOf(term.tags().get(DISCOVERY)))
                .findFirst()
                .orElse("testbed");
    }
}
