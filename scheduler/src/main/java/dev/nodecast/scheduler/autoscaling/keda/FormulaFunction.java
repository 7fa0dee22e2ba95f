package dev.nodecast.scheduler.autoscaling.keda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The functions of expr-lang that make numbers of numbers. */
enum FormulaFunction {
    ABS(1),
    CEIL(1),
    FLOOR(1),
    ROUND(1),
    INT(1),
    FLOAT(1),
    MIN(0),
    MAX(0),
    SUM(0),
    MEAN(0),
    MEDIAN(0),
    LEN(0);

    private final int arity;

    /** @param arity number of its arguments; 0 for any positive number, those of lists counted one by one */
    FormulaFunction(int arity) {
        this.arity = arity;
    }

    static Optional<FormulaFunction> named(String name) {
        return Arrays.stream(values()).filter(each -> each.word().equals(name)).findFirst();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its value. */
    Object of(List<Object> arguments) {
        List<Object> flat = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof List<?> items && arity == 0) {
                flat.addAll(items);
            } else {
                flat.add(argument);
            }
        }
        boolean empty = flat.isEmpty() && this != SUM && this != LEN;
        if (empty || (arity > 0 && flat.size() != arity)) {
            throw new IllegalArgumentException("`" + word() + "`: found " + flat.size() + " arguments, expected "
                    + (arity == 0 ? "at least 1" : arity));
        }
        return of(flat.stream()
                .mapToDouble(value -> FormulaNode.number(value, word()))
                .toArray());
    }

    private double of(double[] n) {
        return switch (this) {
            case ABS -> Math.abs(n[0]);
            case CEIL -> Math.ceil(n[0]);
            case FLOOR -> Math.floor(n[0]);
            case ROUND -> Math.copySign(Math.floor(Math.abs(n[0]) + 0.5), n[0]);
            case INT -> n[0] < 0 ? Math.ceil(n[0]) : Math.floor(n[0]);
            case FLOAT -> n[0];
            case MIN -> Arrays.stream(n).min().orElseThrow();
            case MAX -> Arrays.stream(n).max().orElseThrow();
            case SUM -> Arrays.stream(n).sum();
            case MEAN -> Arrays.stream(n).average().orElseThrow();
            case MEDIAN -> median(n);
            case LEN -> n.length;
        };
    }

    private static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
