package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the structure of HCL: blocks, attributes, literals. Expressions are kept as text and never evaluated. Grammar:
 * HCL native syntax specification (hashicorp/hcl, hclsyntax/spec.md).
 */
public final class HclReader {

    /** The rule under which broken HCL is reported. */
    public static final String SYNTAX_RULE = "NC1001";

    private static final int DEPTH_MAX = 100;

    private final TextScanner in;
    private final HclValueReader values;
    private int depth;

    HclReader(TextScanner in) {
        this.in = in;
        this.values = new HclValueReader(in, this);
    }

    /** The blocks and attributes in some lines of a text; nothing, with an error reported, where they are no HCL. */
    public static HclBody read(SourceText source, int firstLine, int lastLine, Diagnostics diagnostics) {
        try {
            return new HclReader(new TextScanner(source, firstLine, lastLine)).body(false);
        } catch (InvalidInput broken) {
            diagnostics.addAll(broken.diagnostics());
            return new HclBody(List.of(), List.of());
        }
    }

    /** A body up to its closing brace, which is taken too, or up to the end. */
    HclBody body(boolean braced) {
        enter();
        SourceMark opened = in.mark();
        List<HclBody.Attribute> attributes = new ArrayList<>();
        List<HclBlock> blocks = new ArrayList<>();
        while (true) {
            skipSpace();
            if (in.atEnd()) {
                if (braced) {
                    throw broken(opened, "the text ends before this block is closed", "a closing `}`");
                }
                break;
            }
            if (in.peek() == '}') {
                if (!braced) {
                    throw broken(in.mark(), "a `}` closes nothing", "a block or an attribute");
                }
                in.next();
                break;
            }
            item(attributes, blocks);
        }
        leave();
        return new HclBody(attributes, blocks);
    }

    /** Counts a level of nesting, which {@link #leave} ends. */
    void enter() {
        if (++depth > DEPTH_MAX) {
            throw broken(in.mark(), "blocks and lists are nested too deeply", "at most " + DEPTH_MAX + " levels");
        }
    }

    void leave() {
        depth--;
    }

    private void item(List<HclBody.Attribute> attributes, List<HclBlock> blocks) {
        SourceMark start = in.mark();
        int from = in.position();
        String name = name(start);
        SourceMark nameMark = in.markSince(start);
        in.skipBlanks(false);
        if ((in.peek() == '=' && in.peek(1) != '=') || in.peek() == ':') {
            in.next();
            attributes.add(new HclBody.Attribute(name, nameMark, values.value()));
            in.skipBlanks(false);
            if (in.peek() == ',') {
                in.next();
            }
            return;
        }
        List<String> labels = new ArrayList<>();
        while (in.peek() == '"' || isName(in.peek())) {
            labels.add(name(in.mark()));
            in.skipBlanks(false);
        }
        if (in.peek() != '{') {
            throw broken(in.mark(), "this is neither an attribute nor a block", "`NAME = VALUE` or `TYPE \"LABEL\" {`");
        }
        in.next();
        HclBody body = body(true);
        blocks.add(new HclBlock(name, labels, nameMark, in.since(from), body));
    }

    private String name(SourceMark start) {
        if (in.peek() == '"') {
            return values.quoted();
        }
        if (in.peek() == '(') {
            int from = in.position();
            values.bracketed();
            return in.since(from);
        }
        int from = in.position();
        while (isName(in.peek())) {
            in.next();
        }
        if (in.position() == from) {
            throw broken(start, "this is not HCL", "the name of an attribute or of a block");
        }
        return in.since(from);
    }

    /** Blanks, line ends and comments. */
    void skipSpace() {
        while (true) {
            in.skipBlanks(true);
            if (in.peek() == '#' || in.looksAt("//")) {
                in.skipLine();
            } else if (in.looksAt("/*")) {
                SourceMark start = in.mark();
                while (!in.looksAt("*/")) {
                    if (in.atEnd()) {
                        throw broken(start, "the text ends inside this comment", "a closing `*/`");
                    }
                    in.next();
                }
                in.skip(2);
            } else {
                return;
            }
        }
    }

    static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    static InvalidInput broken(SourceMark mark, String message, String expected) {
        return new InvalidInput(Diagnostic.error(SYNTAX_RULE, mark, message)
                .expected(expected)
                .consequence("the Terraform code is left out of the review")
                .help("run `terraform fmt` on it, or fetch the file again if it was cut off"));
    }
}
