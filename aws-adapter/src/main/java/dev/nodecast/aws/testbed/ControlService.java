package dev.nodecast.aws.testbed;

import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.Endpoint;
import dev.nodecast.aws.testbed.http.Faults;
import dev.nodecast.aws.testbed.http.QueryRequest;
import dev.nodecast.aws.testbed.world.Machine;
import dev.nodecast.aws.testbed.world.SimulatedAccount;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody who tries a controller wants to see happen, at an address below {@code /testbed/}: {@code interrupt},
 * {@code rebalance}, {@code capacity} and {@code faults} by POST of a form; {@code state} by GET.
 */
final class ControlService implements Endpoint.Controls {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String PATH = "/testbed/";

    private final SimulatedAccount account;
    private final Faults faults;
    private final Supplier<SortedMap<String, Long>> calls;

    ControlService(SimulatedAccount account, Faults faults, Supplier<SortedMap<String, Long>> calls) {
        this.account = account;
        this.faults = faults;
        this.calls = calls;
    }

    @Override
    public Optional<String> operation(Request request) {
        return request.path().startsWith(PATH)
                ? Optional.of("testbed:" + request.path().substring(PATH.length()))
                : Optional.empty();
    }

    @Override
    public Reply answer(String operation, Request request) {
        QueryRequest form = QueryRequest.parse(request.body());
        return account.call(() -> switch (operation) {
            case "testbed:state" -> state();
            case "testbed:interrupt" -> interrupt(form);
            case "testbed:rebalance" -> rebalance(form);
            case "testbed:capacity" -> capacity(form);
            case "testbed:faults" -> faults(form);
            default ->
                throw new AwsError(
                        404,
                        "NotFound",
                        "found " + request.path()
                                + ", expected one of state, interrupt, rebalance, capacity, faults below " + PATH);
        });
    }

    private Reply state() {
        ObjectNode state = MAPPER.createObjectNode().put("simulatedSeconds", account.nowNs() / 1e9);
        ArrayNode machines = state.putArray("instances");
        for (Machine machine : account.machines()) {
            machines.add(MAPPER.createObjectNode()
                    .put("id", machine.id())
                    .put("state", machine.state())
                    .put("instanceType", machine.instance().type().name())
                    .put("zone", machine.order().subnet().zone())
                    .put("capacityType", machine.instance().offer().capacityType())
                    .put("clientToken", machine.order().clientToken())
                    .put("nodeClaim", machine.tags().getOrDefault("karpenter.sh/nodeclaim", ""))
                    .put("reason", machine.stateReason()));
        }
        ObjectNode counts = state.putObject("calls");
        calls.get().forEach((operation, count) -> counts.put(operation, count));
        return Reply.json(state.toString());
    }

    private Reply interrupt(QueryRequest form) {
        Machine machine = machine(form);
        account.interrupt(machine);
        return done("interrupted " + machine.id());
    }

    private Reply rebalance(QueryRequest form) {
        Machine machine = machine(form);
        account.recommendRebalance(machine);
        return done("recommended to move off " + machine.id());
    }

    private Machine machine(QueryRequest form) {
        String id = form.require("instance");
        return account.machine(id).orElseThrow(() -> new AwsError(404, "NotFound", "there is no instance " + id));
    }

    private Reply capacity(QueryRequest form) {
        String zone = form.require("zone");
        boolean spot = form.text("capacityType").orElse("spot").equals("spot");
        int instances = form.number("instances", 0);
        List<String> types = form.text("instanceType")
                .filter(type -> !type.equals("*"))
                .map(List::of)
                .orElseGet(() -> List.copyOf(account.instanceTypes().keySet()));
        types.forEach(type -> account.limit(type, zone, spot, instances));
        return done(
                String.format(Locale.ROOT, "%d types in %s hold at most %d instances", types.size(), zone, instances));
    }

    private Reply faults(QueryRequest form) {
        try {
            faults.set(new Faults.Rates(
                    share(form, "throttled"),
                    share(form, "serverError"),
                    share(form, "slow"),
                    share(form, "lostReply"),
                    share(form, "repeated"),
                    form.number("slowMs", 2_000)));
        } catch (IllegalArgumentException refused) {
            throw new AwsError("InvalidParameterValue", String.valueOf(refused.getMessage()));
        }
        return done("done");
    }

    private static double share(QueryRequest form, String name) {
        try {
            return Double.parseDouble(form.text(name).orElse("0"));
        } catch (NumberFormatException notOne) {
            throw new AwsError(
                    "InvalidParameterValue", name + ": found " + form.require(name) + ", expected a share from 0 to 1");
        }
    }

    private static Reply done(String what) {
        return Reply.json(MAPPER.createObjectNode().put("done", what).toString());
    }

    @Override
    public Reply error(AwsError error) {
        ObjectNode body = MAPPER.createObjectNode().put("error", error.text());
        return new Reply(error.status(), "application/json", body.toString());
    }
}
