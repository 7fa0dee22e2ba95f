package dev.nodecast.scheduler.provisioning;

import java.util.Arrays;
import java.util.List;

/** Claims in flight in the order they are tried: those with the fewest pods first, equal ones by a stable sort. */
final class ClaimOrder {

    private InFlightClaim[] claims = new InFlightClaim[16];
    private int size;

    int size() {
        return size;
    }

    InFlightClaim get(int i) {
        return claims[i];
    }

    /** Takes in a new claim, behind those with as many pods. */
    void add(InFlightClaim claim) {
        if (size == claims.length) {
            claims = Arrays.copyOf(claims, 2 * size);
        }
        int at = size;
        while (at > 0 && claims[at - 1].pods.size() > claim.pods.size()) {
            at--;
        }
        System.arraycopy(claims, at, claims, at + 1, size - at);
        claims[at] = claim;
        size++;
    }

    /** The position of a claim that was added. */
    int find(InFlightClaim claim) {
        int position = 0;
        while (claims[position] != claim) {
            position++;
        }
        return position;
    }

    /** Moves the claim at a position, which has one pod more now, behind those with fewer. */
    void grown(int position) {
        InFlightClaim claim = claims[position];
        int low = position + 1;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (claims[middle].pods.size() < claim.pods.size()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        System.arraycopy(claims, position + 1, claims, position, low - position - 1);
        claims[low - 1] = claim;
    }

    List<InFlightClaim> all() {
        return List.of(Arrays.copyOf(claims, size));
    }
}
