package dev.nodecast.scheduler.autoscaling.keda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a formula by recursive descent, with expr-lang's precedence of operators. */
final class FormulaParser {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:([0-9][0-9_]*(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\\.[0-9]+)|([A-Za-z_$][A-Za-z0-9_$]*)"
                    + "|(\\*\\*|&&|\\|\\||[<>=!]=|[-+*/%^<>!?:(),\\[\\]{}#]))");

    /** Binary operators from the weakest to the strongest; unary ones and powers bind stronger. */
    private static final List<List<String>> LEVELS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("==", "!="),
            List.of("<", "<=", ">", ">="),
            List.of("+", "-"),
            List.of("*", "/", "%"));

    private static final List<String> FILTERS = List.of("count", "any", "all", "none", "one", "filter");

    private final String text;
    private final List<String> names;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    FormulaParser(String text, List<String> names) {
        this.text = text;
        this.names = names;
    }

    /** @throws IllegalArgumentException naming what is wrong */
    FormulaNode parse() {
        tokenize();
        FormulaNode whole = choice();
        if (at < tokens.size()) {
            throw problem("found `" + tokens.get(at) + "`, expected its end");
        }
        return whole;
    }

    private void tokenize() {
        String rest = text.stripTrailing();
        Matcher matcher = TOKEN.matcher(rest);
        int from = 0;
        while (from < rest.length()) {
            if (!matcher.region(from, rest.length()).lookingAt()) {
                throw problem("found `" + rest.substring(from).strip() + "`, expected a number, a name or an operator");
            }
            String token = matcher.group().strip();
            tokens.add(symbol(token));
            from = matcher.end();
        }
    }

    private static String symbol(String token) {
        return switch (token) {
            case "and" -> "&&";
            case "or" -> "||";
            case "not" -> "!";
            default -> token;
        };
    }

    private FormulaNode choice() {
        FormulaNode condition = level(0);
        if (!taken("?")) {
            return condition;
        }
        FormulaNode then = choice();
        expect(":");
        return new FormulaNode.Choice(condition, then, choice());
    }

    private FormulaNode level(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        FormulaNode left = level(level + 1);
        while (at < tokens.size() && LEVELS.get(level).contains(tokens.get(at))) {
            String operator = tokens.get(at++);
            left = new FormulaNode.Binary(operator, left, level(level + 1));
        }
        return left;
    }

    private FormulaNode unary() {
        if (taken("-")) {
            return new FormulaNode.Unary("-", unary());
        }
        if (taken("!")) {
            return new FormulaNode.Unary("!", unary());
        }
        return taken("+") ? unary() : power();
    }

    private FormulaNode power() {
        FormulaNode base = operand();
        boolean raised = taken("**") || taken("^");
        return raised ? new FormulaNode.Binary("**", base, unary()) : base;
    }

    private FormulaNode operand() {
        if (at == tokens.size()) {
            throw problem("ends too early");
        }
        String token = tokens.get(at++);
        return switch (token.charAt(0)) {
            case '(' -> closedBy(")", choice());
            case '[' -> new FormulaNode.Items(listUpTo("]"));
            case '#' -> new FormulaNode.Element();
            default -> numberOrName(token);
        };
    }

    private FormulaNode numberOrName(String token) {
        char first = token.charAt(0);
        if (Character.isDigit(first) || first == '.') {
            return new FormulaNode.Constant(Double.parseDouble(token.replace("_", "")));
        }
        if (!Character.isLetter(first) && first != '_' && first != '$') {
            throw problem("found `" + token + "`, expected a number, a name or a parenthesis");
        }
        if (taken("(")) {
            return call(token);
        }
        if (token.equals("true") || token.equals("false")) {
            return new FormulaNode.Constant(token.equals("true"));
        }
        if (!names.contains(token)) {
            throw problem("found the name `" + token + "`, expected one of the triggers' names " + names);
        }
        return new FormulaNode.Name(token);
    }

    private FormulaNode call(String name) {
        if (FILTERS.contains(name)) {
            FormulaNode list = choice();
            expect(",");
            boolean braces = taken("{");
            FormulaNode predicate = choice();
            if (braces) {
                expect("}");
            }
            return closedBy(")", new FormulaNode.Filtered(name, list, predicate));
        }
        Optional<FormulaFunction> function = FormulaFunction.named(name);
        if (function.isEmpty()) {
            throw problem("found the function `" + name + "`, which Nodecast does not know");
        }
        return new FormulaNode.Call(function.get(), listUpTo(")"));
    }

    private List<FormulaNode> listUpTo(String end) {
        List<FormulaNode> items = new ArrayList<>();
        if (taken(end)) {
            return items;
        }
        do {
            items.add(choice());
        } while (taken(","));
        expect(end);
        return items;
    }

    private FormulaNode closedBy(String end, FormulaNode node) {
        expect(end);
        return node;
    }

    private boolean taken(String token) {
        boolean there = at < tokens.size() && tokens.get(at).equals(token);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String token) {
        if (!taken(token)) {
            String found = at < tokens.size() ? "`" + tokens.get(at) + "`" : "its end";
            throw problem("found " + found + ", expected `" + token + "`");
        }
    }

    private IllegalArgumentException problem(String what) {
        return new IllegalArgumentException("formula `" + text + "`: " + what);
    }
}
