package dev.nodecast.scheduler.packing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Minimises a linear cost under equations, with variables between 0 and an upper limit: the revised primal simplex method
 * with an explicit inverse of the basis. Columns may be added between two solutions. It starts from columns that form a
 * unit matrix, so that the right-hand side, which is not negative, is the first solution.
 *
 * <p>A library's solver would be faster on large programs; these have as many rows as there are classes of items, and
 * must take the same steps on every machine.
 */
final class LinearProgram {

    private static final double TOLERANCE = 1e-7;
    private static final double SMALLEST_PIVOT = 1e-9;
    private static final int REFRESHED_EVERY = 100;
    private static final int STALLED = 200;
    private static final double FAR = 0.02;

    /** Only the entries that are not 0. */
    private record Column(double cost, int[] rows, double[] entries, double upper) {

        static Column of(double cost, double[] entries, double upper) {
            int[] rows = IntStream.range(0, entries.length)
                    .filter(i -> entries[i] != 0)
                    .toArray();
            double[] filled = Arrays.stream(rows).mapToDouble(i -> entries[i]).toArray();
            return new Column(cost, rows, filled, upper);
        }

        double times(double[] row) {
            double sum = 0;
            for (int k = 0; k < rows.length; k++) {
                sum += entries[k] * row[rows[k]];
            }
            return sum;
        }
    }

    private final double[] rhs;
    private final int rows;
    private final List<Column> columns = new ArrayList<>();
    private int[] place = {};
    private boolean[] full = {};
    private boolean[] asleep = {};
    private int awake;
    private long filled;
    private final int[] basis;
    private double[][] inverse;
    private double[] values;
    private int pivots;

    LinearProgram(double[] rhs) {
        this.rhs = rhs.clone();
        this.rows = rhs.length;
        this.basis = new int[rows];
        this.values = rhs.clone();
        this.inverse = unit(rows);
    }

    private static double[][] unit(int n) {
        double[][] unit = new double[n][n];
        for (int i = 0; i < n; i++) {
            unit[i][i] = 1;
        }
        return unit;
    }

    /** Adds the column of the first basis that has 1 in the row and 0 elsewhere. */
    void start(int row, double cost) {
        double[] entries = new double[rows];
        entries[row] = 1;
        basis[row] = add(cost, entries, Double.POSITIVE_INFINITY);
        place[basis[row]] = row;
    }

    /** Adds a variable at 0 and returns its position. */
    int add(double cost, double[] entries, double upper) {
        int j = columns.size();
        columns.add(Column.of(cost, entries, upper));
        filled += columns.get(j).rows.length;
        if (j >= place.length) {
            place = Arrays.copyOf(place, 2 * j + 16);
            full = Arrays.copyOf(full, place.length);
            asleep = Arrays.copyOf(asleep, place.length);
        }
        place[j] = -1;
        awake++;
        return j;
    }

    /** Leaves out of account, for now, variables at 0 that the cost is far from gaining by, where there are many. */
    void rest(int many) {
        if (awake < many) {
            return;
        }
        double[] duals = duals();
        for (int j = 0; j < columns.size(); j++) {
            Column column = columns.get(j);
            boolean idle = place[j] < 0 && !full[j] && !asleep[j] && column.cost > 0;
            if (idle && column.cost - column.times(duals) > FAR * column.cost) {
                asleep[j] = true;
                awake--;
            }
        }
    }

    /** Takes a variable into account again; false if it was not left out. */
    boolean wake(int column) {
        boolean was = asleep[column];
        asleep[column] = false;
        awake += was ? 1 : 0;
        return was;
    }

    /** Goes on to the least cost; stops early when the work is used up or the steps get nowhere. */
    void solve(Work work) {
        int stalled = 0;
        while (work.spend(1 + columns.size() / 16 + (filled + (long) rows * rows) / 100)) {
            double[] duals = duals();
            int entering = entering(duals, stalled > STALLED);
            if (entering < 0) {
                return;
            }
            double step = pivot(entering);
            stalled = step > TOLERANCE ? 0 : stalled + 1;
            if (Double.isInfinite(step) || stalled > 20 * STALLED) {
                return;
            }
            if (++pivots % Math.max(REFRESHED_EVERY, rows) == 0) {
                work.spend((long) rows * rows * rows / 200);
                refresh();
            }
        }
    }

    /** For each row what one unit more of its right-hand side would cost. */
    double[] duals() {
        double[] duals = new double[rows];
        for (int i = 0; i < rows; i++) {
            double cost = columns.get(basis[i]).cost;
            if (cost != 0) {
                double[] row = inverse[i];
                for (int k = 0; k < rows; k++) {
                    duals[k] += cost * row[k];
                }
            }
        }
        return duals;
    }

    double cost() {
        double cost = 0;
        for (int j = 0; j < columns.size(); j++) {
            cost += columns.get(j).cost == 0 ? 0 : columns.get(j).cost * value(j);
        }
        return cost;
    }

    double value(int column) {
        if (place[column] >= 0) {
            return values[place[column]];
        }
        return full[column] ? columns.get(column).upper : 0;
    }

    /** The variable that lowers the cost most per unit; the first that does, when there was no progress for long. */
    private int entering(double[] duals, boolean first) {
        int best = -1;
        double most = 0;
        for (int j = 0; j < columns.size(); j++) {
            if (place[j] >= 0 || asleep[j]) {
                continue;
            }
            Column column = columns.get(j);
            double reduced = column.cost - column.times(duals);
            double gain = full[j] ? reduced : -reduced;
            if (gain > Math.max(most, TOLERANCE * (1 + Math.abs(column.cost)))) {
                best = j;
                most = gain;
                if (first) {
                    return best;
                }
            }
        }
        return best;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Moves a variable from its limit as far as it goes; returns how far. */
    private double pivot(int entering) {
        double sign = full[entering] ? -1 : 1;
        double[] change = new double[rows];
        for (int i = 0; i < rows; i++) {
            change[i] = sign * columns.get(entering).times(inverse[i]);
        }
        double step = columns.get(entering).upper;
        int leaving = -1;
        for (int i = 0; i < rows; i++) {
            double limit = limit(i, change[i]);
            boolean nearer = limit < step - SMALLEST_PIVOT;
            boolean steadier =
                    leaving >= 0 && limit < step + SMALLEST_PIVOT && Math.abs(change[i]) > Math.abs(change[leaving]);
            if (nearer || steadier) {
                leaving = i;
                step = Math.min(step, limit);
            }
        }
        if (Double.isInfinite(step)) {
            return step;
        }
        for (int i = 0; i < rows; i++) {
            values[i] -= step * change[i];
        }
        if (leaving < 0) {
            full[entering] = !full[entering];
        } else {
            swap(entering, leaving, change[leaving], sign * step);
        }
        return step;
    }

    private double limit(int row, double change) {
        if (change > SMALLEST_PIVOT) {
            return Math.max(0, values[row] / change);
        }
        double upper = columns.get(basis[row]).upper;
        if (change < -SMALLEST_PIVOT && upper < Double.POSITIVE_INFINITY) {
            return Math.max(0, (values[row] - upper) / change);
        }
        return Double.POSITIVE_INFINITY;
    }

    private void swap(int entering, int leaving, double change, double moved) {
        int left = basis[leaving];
        place[left] = -1;
        full[left] = change < 0;
        double start = full[entering] ? columns.get(entering).upper : 0;
        full[entering] = false;
        double[] column = new double[rows];
        for (int i = 0; i < rows; i++) {
            column[i] = columns.get(entering).times(inverse[i]);
        }
        eliminate(inverse, column, leaving);
        basis[leaving] = entering;
        place[entering] = leaving;
        values[leaving] = start + moved;
    }

    /** Makes the column a unit vector by operations on the rows of the matrix. */
    private static void eliminate(double[][] matrix, double[] column, int row) {
        double[] pivot = matrix[row];
        for (int k = 0; k < pivot.length; k++) {
            pivot[k] /= column[row];
        }
        for (int i = 0; i < matrix.length; i++) {
            if (i != row && column[i] != 0) {
                for (int k = 0; k < pivot.length; k++) {
                    matrix[i][k] -= column[i] * pivot[k];
                }
            }
        }
    }

    /** Works the inverse and the values out anew, since errors of rounding add up. Each row keeps its variable or swaps. */
    private void refresh() {
        double[][] fresh = unit(rows);
        int[] order = new int[rows];
        boolean[] done = new boolean[rows];
        for (int column : basis.clone()) {
            double[] image = new double[rows];
            for (int i = 0; i < rows; i++) {
                image[i] = columns.get(column).times(fresh[i]);
            }
            int row = largest(image, done);
            if (Math.abs(image[row]) < SMALLEST_PIVOT) {
                return;
            }
            done[row] = true;
            order[row] = column;
            eliminate(fresh, image, row);
        }
        inverse = fresh;
        System.arraycopy(order, 0, basis, 0, rows);
        for (int i = 0; i < rows; i++) {
            place[basis[i]] = i;
        }
        revalue();
    }

    private static int largest(double[] image, boolean[] done) {
        int row = -1;
        for (int i = 0; i < image.length; i++) {
            if (!done[i] && (row < 0 || Math.abs(image[i]) > Math.abs(image[row]))) {
                row = i;
            }
        }
        return row;
    }

    private void revalue() {
        double[] left = rhs.clone();
        for (int j = 0; j < columns.size(); j++) {
            if (place[j] < 0 && full[j]) {
                Column column = columns.get(j);
                for (int k = 0; k < column.rows.length; k++) {
                    left[column.rows[k]] -= column.upper * column.entries[k];
                }
            }
        }
        values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = Math.max(0, dot(inverse[i], left));
        }
    }
}
