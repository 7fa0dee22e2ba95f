package dev.nodecast.scheduler.manifest.tree;

/** Where JSON is not quite YAML. */
final class Json {

    private Json() {}

    /**
     * The text with tabs outside quotes made blanks, if it is a JSON document: JSON may be indented with tabs, which the
     * YAML parser refuses. Columns stay what they are, as both count one character.
     */
    static String withoutTabs(String text) {
        if (text.indexOf('\t') < 0 || !isJson(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text);
        boolean quoted = false;
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '\t' && !quoted) {
                out.setCharAt(i, ' ');
            }
        }
        return out.toString();
    }

    private static boolean isJson(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }
}
