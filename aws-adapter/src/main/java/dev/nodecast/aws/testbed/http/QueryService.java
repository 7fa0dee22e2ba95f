package dev.nodecast.aws.testbed.http;

import java.util.Optional;
import java.util.UUID;

/** A service of AWS's query protocol, told from others by the version of its API. */
public abstract class QueryService implements Service {

    private final String version;
    private final String namespace;

    protected QueryService(String version, String namespace) {
        this.version = version;
        this.namespace = namespace;
    }

    /** Carries an action out and writes what is in its answer. */
    protected abstract void answer(QueryRequest request, Xml answer);

    @Override
    public Optional<String> operation(Request request) {
        if (request.target().isEmpty()
                && request.method().equals("POST")
                && request.body().contains("Action=")) {
            QueryRequest query = QueryRequest.parse(request.body());
            return query.text("Version").filter(version::equals).flatMap(known -> query.text("Action"));
        }
        return Optional.empty();
    }

    /** IAM and STS put the result into an element of its own; EC2 does not. */
    protected boolean wrapped() {
        return true;
    }

    @Override
    public Reply answer(String operation, Request request) {
        QueryRequest query = QueryRequest.parse(request.body());
        Xml xml = new Xml();
        if (wrapped()) {
            xml.element(operation + "Result", result -> answer(query, result));
            xml.element("ResponseMetadata", meta -> meta.text("RequestId", UUID.randomUUID()));
        } else {
            xml.text("requestId", UUID.randomUUID());
            answer(query, xml);
        }
        return Reply.xml(
                "<" + operation + "Response xmlns=\"" + namespace + "\">" + xml + "</" + operation + "Response>");
    }

    @Override
    public Reply error(AwsError error) {
        Xml xml = new Xml();
        xml.element(
                "ErrorResponse",
                response -> response.element(
                                "Error",
                                inner -> inner.text("Type", error.status() < 500 ? "Sender" : "Receiver")
                                        .text("Code", error.code())
                                        .text("Message", error.text()))
                        .text("RequestId", UUID.randomUUID()));
        return new Reply(error.status(), "text/xml;charset=UTF-8", xml.toString());
    }

    protected static AwsError unknown(QueryRequest request) {
        return new AwsError("InvalidAction", "The action " + request.action() + " is not valid for this test bed.");
    }
}
