package dev.nodecast.aws.testbed.ec2;

import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.QueryRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a long answer: what a client must ask for again, with the token of the part before. */
record Page<T>(List<T> items, @Nullable String nextToken) {

    /** @param greatest how many of them EC2 gives at once at most */
    static <T> Page<T> of(List<T> all, QueryRequest request, int greatest) {
        int from = request.text("NextToken").map(Page::offset).orElse(0);
        int size = Math.min(greatest, Math.max(1, request.number("MaxResults", greatest)));
        int to = Math.min(all.size(), from + size);
        if (from > all.size()) {
            throw new AwsError("InvalidNextToken", "The token is not valid.");
        }
        return new Page<>(all.subList(from, to), to < all.size() ? "page-" + to : null);
    }

    private static int offset(String token) {
        try {
            return Integer.parseInt(token.substring("page-".length()));
        } catch (NumberFormatException | IndexOutOfBoundsException foreign) {
            throw new AwsError("InvalidNextToken", "The token is not valid.");
        }
    }
}
