package dev.nodecast.aws.testbed.service;

import dev.nodecast.aws.testbed.http.QueryRequest;
import dev.nodecast.aws.testbed.http.QueryService;
import dev.nodecast.aws.testbed.http.Xml;
import dev.nodecast.aws.testbed.world.AccountSpec;

/** STS: whose account it is. */
public final class StsService extends QueryService {

    public StsService() {
        super("2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/");
    }

    @Override
    protected void answer(QueryRequest request, Xml answer) {
        if (!request.action().equals("GetCallerIdentity")) {
            throw unknown(request);
        }
        answer.text("Arn", "arn:aws:iam::" + AccountSpec.ACCOUNT + ":user/testbed")
                .text("UserId", "AIDATESTBED")
                .text("Account", AccountSpec.ACCOUNT);
    }
}
