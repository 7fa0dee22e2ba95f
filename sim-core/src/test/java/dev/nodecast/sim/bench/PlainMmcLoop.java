package dev.nodecast.sim.bench;

import java.util.SplittableRandom;

/**
 * The M/M/c queue as one would write it for this queue alone: no library, no event objects, no clock of integers, the
 * platform's fastest random numbers and logarithm. The baseline for the engine's events per second.
 */
final class PlainMmcLoop {

    private final double[] departures;
    private int busy;
    private double[] arrivalTimes = new double[1024];
    private int firstWaiting;
    private int waiting;
    private double totalWait;

    PlainMmcLoop(int servers) {
        departures = new double[servers];
    }

    /** Runs until this many arrivals and departures have happened and returns the sum of the waits. */
    double run(long events, double arrivalRate, double serviceRate, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double nextArrival = exponential(random, arrivalRate);
        for (long event = 0; event < events; event++) {
            if (busy == 0 || nextArrival <= departures[0]) {
                arrive(nextArrival, random, serviceRate);
                nextArrival += exponential(random, arrivalRate);
            } else {
                depart(random, serviceRate);
            }
        }
        return totalWait;
    }

    private void arrive(double now, SplittableRandom random, double serviceRate) {
        if (busy < departures.length) {
            siftUp(busy++, now + exponential(random, serviceRate));
            return;
        }
        if (waiting == arrivalTimes.length) {
            grow();
        }
        arrivalTimes[(firstWaiting + waiting++) & (arrivalTimes.length - 1)] = now;
    }

    private void depart(SplittableRandom random, double serviceRate) {
        double now = departures[0];
        if (waiting > 0) {
            totalWait += now - arrivalTimes[firstWaiting];
            firstWaiting = (firstWaiting + 1) & (arrivalTimes.length - 1);
            waiting--;
            siftDown(now + exponential(random, serviceRate));
        } else {
            busy--;
            siftDown(departures[busy]);
        }
    }

    private static double exponential(SplittableRandom random, double rate) {
        return -Math.log(1 - random.nextDouble()) / rate;
    }

    private void siftUp(int start, double time) {
        int position = start;
        while (position > 0) {
            int parent = (position - 1) >> 1;
            if (departures[parent] <= time) {
                break;
            }
            departures[position] = departures[parent];
            position = parent;
        }
        departures[position] = time;
    }

    private void siftDown(double time) {
        int position = 0;
        while (true) {
            int child = 2 * position + 1;
            if (child >= busy) {
                break;
            }
            if (child + 1 < busy && departures[child + 1] < departures[child]) {
                child++;
            }
            if (departures[child] >= time) {
                break;
            }
            departures[position] = departures[child];
            position = child;
        }
        departures[position] = time;
    }

    private void grow() {
        double[] wider = new double[arrivalTimes.length * 2];
        for (int i = 0; i < waiting; i++) {
            wider[i] = arrivalTimes[(firstWaiting + i) & (arrivalTimes.length - 1)];
        }
        arrivalTimes = wider;
        firstWaiting = 0;
    }
}
