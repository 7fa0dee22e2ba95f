package dev.nodecast.aws.testbed.service;

import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.Service;
import dev.nodecast.aws.testbed.world.AccountSpec;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** EKS: the cluster's address and version. */
public final class EksService implements Service {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String PATH = "/clusters/";
    private static final int NOT_FOUND = 404;

    private final AccountSpec spec;

    public EksService(AccountSpec spec) {
        this.spec = spec;
    }

    @Override
    public Optional<String> operation(Request request) {
        return request.method().equals("GET") && request.path().startsWith(PATH)
                ? Optional.of("DescribeCluster")
                : Optional.empty();
    }

    @Override
    public Reply answer(String operation, Request request) {
        String name = request.path().substring(PATH.length());
        AccountSpec.Cluster cluster = spec.cluster();
        if (!name.equals(cluster.name())) {
            throw new AwsError(NOT_FOUND, "ResourceNotFoundException", "No cluster found for name: " + name + ".");
        }
        ObjectNode answer = MAPPER.createObjectNode();
        ObjectNode described = answer.putObject("cluster")
                .put("name", name)
                .put("arn", "arn:aws:eks:" + spec.region() + ":" + AccountSpec.ACCOUNT + ":cluster/" + name)
                .put("version", cluster.version())
                .put("endpoint", cluster.endpoint())
                .put("status", "ACTIVE");
        described.putObject("certificateAuthority").put("data", cluster.certificateAuthority());
        described
                .putObject("kubernetesNetworkConfig")
                .put("serviceIpv4Cidr", "10.96.0.0/16")
                .put("ipFamily", "ipv4");
        return Reply.json(answer.toString());
    }

    @Override
    public Reply error(AwsError error) {
        ObjectNode body = MAPPER.createObjectNode().put("__type", error.code()).put("message", error.text());
        return new Reply(error.status(), "application/json", body.toString());
    }
}
