package dev.nodecast.scheduler.manifest.grammar;

import java.util.regex.Pattern;

/** Names and labels as {@code k8s.io/apimachinery/pkg/util/validation} defines them. */
public final class LabelSyntax {

    /** For "expected: …" of a label key. */
    public static final String KEY_EXPECTED =
            "a label key: an optional DNS prefix and `/`, then at most 63 letters, digits, `-`, `_`, `.`, beginning and"
                    + " ending with a letter or digit";
    /** For "expected: …" of a label value. */
    public static final String VALUE_EXPECTED =
            "a label value: at most 63 letters, digits, `-`, `_`, `.`, beginning and ending with a letter or digit";
    /** For "expected: …" of an object's name. */
    public static final String NAME_EXPECTED =
            "a name: at most 253 lower-case letters, digits, `-` and `.`, beginning and ending with a letter or digit";

    private static final int NAME_MAX = 63;
    private static final int SUBDOMAIN_MAX = 253;
    private static final Pattern QUALIFIED_NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    private LabelSyntax() {}

    /** Whether this may be the key of a label, taint or resource. */
    public static boolean isKey(String text) {
        int slash = text.indexOf('/');
        String name = text.substring(slash + 1);
        boolean prefixGood = slash < 0 || isSubdomain(text.substring(0, slash));
        return prefixGood
                && name.length() <= NAME_MAX
                && QUALIFIED_NAME.matcher(name).matches();
    }

    /** Whether this may be the value of a label; it may be empty. */
    public static boolean isValue(String text) {
        return text.isEmpty()
                || (text.length() <= NAME_MAX && QUALIFIED_NAME.matcher(text).matches());
    }

    /** Whether this may be the name of most objects (an RFC 1123 subdomain). */
    public static boolean isSubdomain(String text) {
        if (text.isEmpty() || text.length() > SUBDOMAIN_MAX) {
            return false;
        }
        for (String part : text.split("\\.", -1)) {
            if (!LABEL.matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }

    /** Whether this may be the name of a container or namespace (an RFC 1123 label). */
    public static boolean isDnsLabel(String text) {
        return text.length() <= NAME_MAX && LABEL.matcher(text).matches();
    }
}
