package dev.nodecast.aws.testbed.ec2;

import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.QueryRequest;
import dev.nodecast.aws.testbed.http.QueryService;
import dev.nodecast.aws.testbed.http.Xml;
import dev.nodecast.aws.testbed.world.SimulatedAccount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** EC2 as a node autoscaler calls it. */
public final class Ec2Service extends QueryService {

    private static final int UNAVAILABLE = 503;

    private final SimulatedAccount account;
    private final CreateFleet createFleet;
    private final Map<String, Action> actions = new HashMap<>();

    public Ec2Service(SimulatedAccount account) {
        super("2016-11-15", "http://ec2.amazonaws.com/doc/2016-11-15/");
        this.account = account;
        this.createFleet = new CreateFleet(account);
        actions.putAll(new InstanceTypeActions(account).all());
        actions.putAll(new InstanceActions(account).all());
        actions.putAll(new LaunchTemplateActions(account).all());
        actions.putAll(new NetworkActions(account).all());
        actions.putAll(new ImageActions(account).all());
        actions.put(
                "DescribeCapacityReservations", (request, answer) -> answer.texts("capacityReservationSet", List.of()));
        actions.put("DescribePlacementGroups", (request, answer) -> answer.texts("placementGroupSet", List.of()));
        actions.put("RunInstances", (request, answer) -> {
            dryRun(request);
            throw new AwsError("UnsupportedOperation", "The test bed launches by CreateFleet only.");
        });
    }

    /** What a call that would have succeeded says where it was only to be tried. */
    static void dryRun(QueryRequest request) {
        if (request.flag("DryRun")) {
            throw new AwsError(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
        }
    }

    @Override
    protected boolean wrapped() {
        return false;
    }

    @Override
    protected void answer(QueryRequest request, Xml answer) {
        if (request.action().equals("CreateFleet")) {
            createFleet.answer(request, answer);
            return;
        }
        Action action = actions.get(request.action());
        if (action == null) {
            throw unknown(request);
        }
        account.call(() -> {
            action.answer(request, answer);
            return answer;
        });
    }

    @Override
    public Reply error(AwsError error) {
        Xml xml = new Xml();
        xml.element(
                "Response",
                response -> response.element(
                                "Errors",
                                errors -> errors.element(
                                        "Error",
                                        inner ->
                                                inner.text("Code", error.code()).text("Message", error.text())))
                        .text("RequestID", UUID.randomUUID()));
        return new Reply(error.status(), "text/xml;charset=UTF-8", xml.toString());
    }

    @Override
    public AwsError throttled() {
        return new AwsError(UNAVAILABLE, "RequestLimitExceeded", "Request limit exceeded.");
    }
}
