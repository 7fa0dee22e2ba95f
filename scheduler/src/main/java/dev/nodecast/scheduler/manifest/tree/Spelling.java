package dev.nodecast.scheduler.manifest.tree;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt word was probably meant to be. */
public final class Spelling {

    private static final int LENGTH_MAX = 60;

    private Spelling() {}

    /** The candidate nearest to {@code word}, where one is near enough to be a likely slip. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        int bestDistance = 1 + Math.max(1, Math.min(word.length(), LENGTH_MAX) / 3);
        String best = null;
        for (String candidate : candidates) {
            int distance = distance(word, candidate);
            if (distance < bestDistance && distance < candidate.length()) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Edit distance with neighbouring letters swapped as one edit (optimal string alignment); letter case is free. */
    static int distance(String left, String right) {
        if (left.length() > LENGTH_MAX || right.length() > LENGTH_MAX) {
            return left.equals(right) ? 0 : LENGTH_MAX;
        }
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
