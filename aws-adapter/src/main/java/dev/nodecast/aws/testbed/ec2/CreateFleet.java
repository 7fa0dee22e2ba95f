package dev.nodecast.aws.testbed.ec2;

import dev.nodecast.aws.testbed.ec2.FleetRequest.Candidate;
import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.QueryRequest;
import dev.nodecast.aws.testbed.http.Xml;
import dev.nodecast.aws.testbed.world.Launch;
import dev.nodecast.aws.testbed.world.Machine;
import dev.nodecast.aws.testbed.world.SimulatedAccount;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * CreateFleet of type instant: asks the market for each instance, and says of each pool that could not serve why. A call
 * with a ClientToken that was seen before gets the answer of the first one and starts nothing.
 */
final class CreateFleet implements Action {

    private final SimulatedAccount account;
    private final Map<String, Known> known = new HashMap<>();

    private record Known(QueryRequest request, CompletableFuture<Answer> answer) {}

    private record Answer(String fleetId, FleetRequest request, List<Machine> started, List<Refusal> refused) {}

    /** One pool that could not serve. */
    record Refusal(String code, String message, Candidate candidate) {}

    CreateFleet(SimulatedAccount account) {
        this.account = account;
    }

    @java.lang.Override
    public void answer(QueryRequest request, Xml xml) {
        write(account.call(() -> begin(request)).join(), xml);
    }

    private CompletableFuture<Answer> begin(QueryRequest request) {
        FleetRequest fleet = FleetRequest.read(request, account);
        Ec2Service.dryRun(request);
        String token = fleet.clientToken();
        Known before = known.get(token);
        if (before == null) {
            CompletableFuture<Answer> answer = allocate(fleet);
            if (!token.isEmpty()) {
                known.put(token, new Known(request, answer));
            }
            return answer;
        }
        if (!before.request.equals(request)) {
            throw new AwsError(
                    "IdempotentParameterMismatch",
                    "The request uses the same client token as a previous, but non-identical request.");
        }
        return before.answer;
    }

    private CompletableFuture<Answer> allocate(FleetRequest fleet) {
        List<Refusal> refused = new ArrayList<>(fleet.unsold());
        Map<Override, Candidate> pools = new LinkedHashMap<>();
        new QuotaCheck(account)
                .within(fleet, refused)
                .forEach(candidate -> pools.putIfAbsent(candidate.pool(), candidate));
        String fleetId = "fleet-" + UUID.randomUUID();
        if (pools.isEmpty()) {
            return CompletableFuture.completedFuture(new Answer(fleetId, fleet, List.of(), refused));
        }
        List<CompletableFuture<Launch>> launches = new ArrayList<>();
        for (int i = 0; i < fleet.target(); i++) {
            launches.add(account.launch(
                    fleet.capacityType(),
                    List.copyOf(pools.keySet()),
                    fleet.prioritized(),
                    zone -> order(fleet, zone)));
        }
        return CompletableFuture.allOf(launches.toArray(CompletableFuture[]::new))
                .thenApply(done -> answer(fleetId, fleet, launches, pools, refused));
    }

    private static Machine.Order order(FleetRequest fleet, String zone) {
        Candidate candidate = fleet.candidates().stream()
                .filter(c -> c.subnet().zone().equals(zone))
                .findFirst()
                .orElseThrow();
        return new Machine.Order(candidate.template(), candidate.subnet(), fleet.clientToken(), fleet.instanceTags());
    }

    private static Answer answer(
            String fleetId,
            FleetRequest fleet,
            List<CompletableFuture<Launch>> launches,
            Map<Override, Candidate> pools,
            List<Refusal> refused) {
        List<Machine> started = new ArrayList<>();
        Map<Candidate, Refusal> inVain = new LinkedHashMap<>();
        for (CompletableFuture<Launch> launch : launches) {
            List<Override> tried = switch (launch.join()) {
                case Launch.Started success -> {
                    started.add(success.machine());
                    yield success.inVain();
                }
                case Launch.Refused none -> none.inVain();
            };
            for (Override pool : tried) {
                pools.forEach((key, candidate) -> {
                    if (key.instanceType().equals(pool.instanceType())
                            && key.zone().equals(pool.zone())) {
                        inVain.putIfAbsent(candidate, insufficient(fleet, candidate));
                    }
                });
            }
        }
        refused.addAll(inVain.values());
        return new Answer(fleetId, fleet, started, refused);
    }

    private static Refusal insufficient(FleetRequest fleet, Candidate candidate) {
        String message = fleet.spot()
                ? "There is no Spot capacity available that matches your request."
                : "We currently do not have sufficient " + candidate.pool().instanceType()
                        + " capacity in the Availability Zone you requested ("
                        + candidate.pool().zone() + ").";
        return new Refusal("InsufficientInstanceCapacity", message, candidate);
    }

    private static void write(Answer answer, Xml xml) {
        String lifecycle = answer.request.spot() ? "spot" : "on-demand";
        xml.text("fleetId", answer.fleetId);
        xml.set("errorSet", answer.refused, (item, refusal) -> {
            template(item, refusal.candidate);
            item.text("lifecycle", lifecycle).text("errorCode", refusal.code).text("errorMessage", refusal.message);
        });
        xml.set("fleetInstanceSet", answer.started, (item, machine) -> {
            template(item, answer.request.candidateOf(machine));
            item.text("lifecycle", lifecycle)
                    .texts("instanceIds", List.of(machine.id()))
                    .text("instanceType", machine.instance().type().name());
        });
    }

    private static void template(Xml item, Candidate candidate) {
        item.element(
                "launchTemplateAndOverrides",
                both -> both.element(
                                "launchTemplateSpecification",
                                template -> template.text(
                                                "launchTemplateId",
                                                candidate.template().id())
                                        .text("version", "1"))
                        .element(
                                "overrides",
                                override -> override.text(
                                                "instanceType", candidate.pool().instanceType())
                                        .text("subnetId", candidate.subnet().id())
                                        .text(
                                                "availabilityZone",
                                                candidate.pool().zone())));
    }
}
