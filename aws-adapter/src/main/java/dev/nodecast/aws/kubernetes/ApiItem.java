package dev.nodecast.aws.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object in an answer of the API server, where only a few fields of it are asked for. */
public record ApiItem(Map<?, ?> object) {

    /** The objects of a list; none where the answer is a refusal. */
    public static List<ApiItem> itemsOf(ApiReply reply) {
        List<ApiItem> items = new ArrayList<>();
        if (reply.ok() && reply.body().get("items") instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> map) {
                    items.add(new ApiItem(map));
                }
            }
        }
        return items;
    }

    /** The text at the end of a path of keys; empty where there is none. */
    public String text(String... path) {
        Object here = at(path);
        return here == null ? "" : here.toString();
    }

    /** The number at the end of a path of keys; 0 where there is none. */
    public long number(String... path) {
        return at(path) instanceof Number number ? number.longValue() : 0;
    }

    private @Nullable Object at(String... path) {
        Object here = object;
        for (String key : path) {
            here = here instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return here;
    }

    public String label(String key) {
        return text("metadata", "labels", key);
    }

    public boolean deleting() {
        return !text("metadata", "deletionTimestamp").isEmpty();
    }
}
