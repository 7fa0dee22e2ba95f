package dev.nodecast.scheduler.autoscaling.keda;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a formula. Values are {@link Double}, {@link Boolean}, or a list of them. */
sealed interface FormulaNode {

    Object value(Scope scope);

    /**
     * What names stand for.
     *
     * @param element of the list that a predicate looks at; null outside predicates
     */
    record Scope(Map<String, Double> names, @Nullable Object element) {}

    /** A constant. */
    record Constant(Object value) implements FormulaNode {
        @Override
        public Object value(Scope scope) {
            return value;
        }
    }

    /** The value of a trigger. */
    record Name(String name) implements FormulaNode {
        @Override
        public Object value(Scope scope) {
            Double value = scope.names.get(name);
            if (value == null) {
                throw new IllegalArgumentException("`" + name + "` has no value");
            }
            return value;
        }
    }

    /** {@code #}: the element that a predicate looks at. */
    record Element() implements FormulaNode {
        @Override
        public Object value(Scope scope) {
            if (scope.element == null) {
                throw new IllegalArgumentException("`#` stands outside a predicate");
            }
            return scope.element;
        }
    }

    /** A list. */
    record Items(List<FormulaNode> items) implements FormulaNode {
        @Override
        public Object value(Scope scope) {
            List<Object> values = new ArrayList<>();
            items.forEach(item -> values.add(item.value(scope)));
            return values;
        }
    }

    /** {@code !x} and {@code -x}. */
    record Unary(String operator, FormulaNode of) implements FormulaNode {
        @Override
        public Object value(Scope scope) {
            Object value = of.value(scope);
            if (operator.equals("-")) {
                return -number(value, "-");
            }
            return !truth(value, "not");
        }
    }

    /** {@code a ? b : c}; only the chosen side is looked at. */
    record Choice(FormulaNode condition, FormulaNode then, FormulaNode otherwise) implements FormulaNode {
        @Override
        public Object value(Scope scope) {
            return truth(condition.value(scope), "?") ? then.value(scope) : otherwise.value(scope);
        }
    }

    /** Two values and an operator between them. */
    record Binary(String operator, FormulaNode left, FormulaNode right) implements FormulaNode {
        @Override
        public Object value(Scope scope) {
            Object a = left.value(scope);
            return switch (operator) {
                case "&&" -> truth(a, operator) && truth(right.value(scope), operator);
                case "||" -> truth(a, operator) || truth(right.value(scope), operator);
                case "==" -> same(a, right.value(scope));
                case "!=" -> !same(a, right.value(scope));
                default -> ofNumbers(number(a, operator), number(right.value(scope), operator));
            };
        }

        private static boolean same(Object a, Object b) {
            return a instanceof Double x && b instanceof Double y ? x.doubleValue() == y.doubleValue() : a.equals(b);
        }

        private Object ofNumbers(double a, double b) {
            return switch (operator) {
                case "+" -> a + b;
                case "-" -> a - b;
                case "*" -> a * b;
                case "/" -> a / b;
                case "%" -> a % b;
                case "**", "^" -> StrictMath.pow(a, b);
                case "<" -> a < b;
                case "<=" -> a <= b;
                case ">" -> a > b;
                case ">=" -> a >= b;
                default -> throw new IllegalStateException("unknown operator " + operator);
            };
        }
    }

    /** A function of values. */
    record Call(FormulaFunction function, List<FormulaNode> arguments) implements FormulaNode {
        @Override
        public Object value(Scope scope) {
            List<Object> values = new ArrayList<>();
            arguments.forEach(argument -> values.add(argument.value(scope)));
            return function.of(values);
        }
    }

    /** A function of a list and a predicate: count, any, all, none, one, filter. */
    record Filtered(String function, FormulaNode list, FormulaNode predicate) implements FormulaNode {
        @Override
        public Object value(Scope scope) {
            List<Object> all = FormulaNode.list(list.value(scope), function);
            List<Object> chosen = new ArrayList<>();
            for (Object element : all) {
                if (truth(predicate.value(new Scope(scope.names, element)), function)) {
                    chosen.add(element);
                }
            }
            return switch (function) {
                case "count" -> (double) chosen.size();
                case "any" -> !chosen.isEmpty();
                case "all" -> chosen.size() == all.size();
                case "none" -> chosen.isEmpty();
                case "one" -> chosen.size() == 1;
                default -> chosen;
            };
        }
    }

    static double number(Object value, String where) {
        if (value instanceof Double number) {
            return number;
        }
        throw wrong(value, "a number", where);
    }

    static boolean truth(Object value, String where) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw wrong(value, "true or false", where);
    }

    static List<Object> list(Object value, String where) {
        if (value instanceof List<?> items) {
            return List.copyOf(items);
        }
        throw wrong(value, "a list", where);
    }

    static String kind(Object value) {
        return switch (value) {
            case Boolean _ -> "true or false";
            case List<?> _ -> "a list";
            default -> "a number";
        };
    }

    private static IllegalArgumentException wrong(Object value, String expected, String where) {
        return new IllegalArgumentException("`" + where + "`: found " + kind(value) + ", expected " + expected);
    }
}
