package dev.nodecast.aws.testbed.ec2;

import dev.nodecast.aws.testbed.http.QueryRequest;
import dev.nodecast.aws.testbed.http.Xml;

/** One action of EC2: from the request to what is in the answer. */
@FunctionalInterface
interface Action {
    void answer(QueryRequest request, Xml answer);
}
