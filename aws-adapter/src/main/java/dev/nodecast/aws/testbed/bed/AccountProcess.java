package dev.nodecast.aws.testbed.bed;

import dev.nodecast.aws.testbed.SimulatedAws;
import dev.nodecast.aws.testbed.joiner.Joiner;
import dev.nodecast.aws.testbed.joiner.NodeObjects;
import dev.nodecast.aws.testbed.world.AccountSpec;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;

/** The program of the simulated account: runs it until it is told to end. */
public final class AccountProcess {

    static final String SETTINGS = "settings.properties";
    static final String ENVIRONMENT = "env";

    private AccountProcess() {}

    /**
     * Runs until the process is told to end.
     *
     * @param args the folder that holds its settings; it writes the environment for clients beside them
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        AccountSettings settings = AccountSettings.read(folder.resolve(SETTINGS));
        Config config = Config.fromKubeconfig(Files.readString(Path.of(System.getenv("KUBECONFIG"))));
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build();
        AccountSpec spec =
                ScenarioAccount.account(settings, config.getMasterUrl(), String.valueOf(config.getCaCertData()));
        SimulatedAws aws = new SimulatedAws(spec, settings.rates(), 0);
        aws.account().tell(new Joiner(aws.account(), new NodeObjects(client)));
        announce(folder, aws, spec);
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            aws.close();
            end.countDown();
        }));
        end.await();
    }

    /** Whole or not at all: others wait for the file. */
    private static void announce(Path folder, SimulatedAws aws, AccountSpec spec) throws IOException {
        SequencedMap<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_ENDPOINT_URL", aws.uri().toString());
        environment.put("AWS_REGION", spec.region());
        environment.put("AWS_ACCESS_KEY_ID", "testbed");
        environment.put("AWS_SECRET_ACCESS_KEY", "testbed");
        environment.put("CLUSTER_NAME", spec.cluster().name());
        environment.put("CLUSTER_ENDPOINT", spec.cluster().endpoint());
        environment.put("INTERRUPTION_QUEUE", spec.cluster().name());
        Path draft = folder.resolve(ENVIRONMENT + ".tmp");
        Environment.write(draft, environment);
        Files.move(draft, folder.resolve(ENVIRONMENT), StandardCopyOption.ATOMIC_MOVE);
    }
}
