package dev.nodecast.sim.theory;

/**
 * The machine repair model in steady state, M/M/c//N: N machines run for exponential times, then wait for one of c
 * repairers, who take exponential times (C. Palm, 1947; Gross et al., "Fundamentals of Queueing Theory", chapter 3.6).
 *
 * @param machines N
 * @param repairers c
 * @param failureRate failures of one running machine per unit of time
 * @param repairRate repairs one repairer completes per unit of time
 */
public record MachineRepair(int machines, int repairers, double failureRate, double repairRate) {

    public MachineRepair {
        if (machines < 1 || repairers < 1 || !(failureRate > 0) || !(repairRate > 0)) {
            throw new IllegalArgumentException(
                    "a machine repair model needs machines, repairers and positive rates, but got "
                            + machines + " machines, " + repairers + " repairers, failure rate " + failureRate
                            + ", repair rate " + repairRate);
        }
    }

    /** The probability of each number of machines that are down, from 0 to N: a birth-death chain. */
    public double[] downProbabilities() {
        double[] probability = new double[machines + 1];
        probability[0] = 1;
        double sum = 1;
        for (int down = 1; down <= machines; down++) {
            double failures = (machines - down + 1) * failureRate;
            double repairs = Math.min(down, repairers) * repairRate;
            probability[down] = probability[down - 1] * failures / repairs;
            sum += probability[down];
        }
        for (int down = 0; down <= machines; down++) {
            probability[down] /= sum;
        }
        return probability;
    }

    /** The mean number of machines that are down. */
    public double meanDown() {
        double[] probability = downProbabilities();
        double mean = 0;
        for (int down = 1; down <= machines; down++) {
            mean += down * probability[down];
        }
        return mean;
    }

    /** The mean number of repairers at work. */
    public double meanBusyRepairers() {
        double[] probability = downProbabilities();
        double mean = 0;
        for (int down = 1; down <= machines; down++) {
            mean += Math.min(down, repairers) * probability[down];
        }
        return mean;
    }

    /** The mean time a failed machine waits before its repair starts (Little). */
    public double meanWait() {
        double failuresPerTime = failureRate * (machines - meanDown());
        return (meanDown() - meanBusyRepairers()) / failuresPerTime;
    }
}
