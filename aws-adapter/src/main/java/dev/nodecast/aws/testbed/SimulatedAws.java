package dev.nodecast.aws.testbed;

import dev.nodecast.aws.testbed.ec2.Ec2Service;
import dev.nodecast.aws.testbed.http.Endpoint;
import dev.nodecast.aws.testbed.http.Faults;
import dev.nodecast.aws.testbed.service.EksService;
import dev.nodecast.aws.testbed.service.EventBridge;
import dev.nodecast.aws.testbed.service.IamService;
import dev.nodecast.aws.testbed.service.PricingService;
import dev.nodecast.aws.testbed.service.Queue;
import dev.nodecast.aws.testbed.service.SqsService;
import dev.nodecast.aws.testbed.service.SsmService;
import dev.nodecast.aws.testbed.service.StsService;
import dev.nodecast.aws.testbed.world.AccountSpec;
import dev.nodecast.aws.testbed.world.SimulatedAccount;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * An AWS account on loopback: EC2 over the simulated market, the queue of its interruptions, and what else a node autoscaler
 * asks of AWS. Clients come with {@code AWS_ENDPOINT_URL} and any credentials.
 */
public final class SimulatedAws implements AutoCloseable {

    private final SimulatedAccount account;
    private final SqsService queues = new SqsService(() -> uri().toString());
    private final Queue queue;
    private final Faults faults;
    private final Endpoint endpoint;

    /** @param port 0 for any that is free */
    public SimulatedAws(AccountSpec spec, Faults.Rates rates, int port) throws IOException {
        this.account = new SimulatedAccount(spec);
        this.faults = new Faults(rates, spec.pace().seed());
        String cluster = spec.cluster().name();
        this.queue = queues.make(cluster, Set.of());
        account.tell(new EventBridge(spec.region(), queue));
        this.endpoint = new Endpoint(
                port,
                List.of(
                        new ControlService(account, faults, this::calls),
                        new Ec2Service(account),
                        queues,
                        new SsmService(account.images()),
                        new IamService(List.of("KarpenterNodeInstanceProfile-" + cluster)),
                        new StsService(),
                        new EksService(spec),
                        new PricingService(spec.prices())),
                faults);
    }

    public URI uri() {
        return endpoint.uri();
    }

    public SimulatedAccount account() {
        return account;
    }

    /** Where interruptions go; its name is the cluster's. */
    public Queue queue() {
        return queue;
    }

    /**
     * Makes another queue.
     *
     * @param operations that its policy allows, such as GetQueueAttributes; empty for all
     */
    public Queue makeQueue(String name, Set<String> operations) {
        return queues.make(name, operations);
    }

    /** Other shares of faults from now on. */
    public void faults(Faults.Rates rates) {
        faults.set(rates);
    }

    /** How many calls of each operation came, whatever became of them. */
    public SortedMap<String, Long> calls() {
        return endpoint.calls();
    }

    @Override
    public void close() {
        endpoint.close();
        account.close();
    }
}
