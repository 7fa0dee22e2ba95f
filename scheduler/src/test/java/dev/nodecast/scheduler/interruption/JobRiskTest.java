package dev.nodecast.scheduler.interruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JobRiskTest {

    private static final double E = Math.E;

    @Test
    void withoutInterruptionsAJobTakesItsTime() {
        assertThat(new JobRisk(2, JobRisk.NEVER, .1, false).factor(0)).isEqualTo(1);
    }

    @Test
    void aJobThatIsInterruptedOnceInItsLengthOnAverageTakesEMinusOneTimesAsLong() {
        // (1/h)(e^(hw) - 1) / w with hw = 1
        assertThat(new JobRisk(4, JobRisk.NEVER, 0, false).factor(.25)).isCloseTo(E - 1, within(1e-12));
    }

    @Test
    void anInterruptionOfTheRestartBeginsItAnew() {
        // e^(hr) (e - 1) with hr = 0.5
        assertThat(new JobRisk(4, JobRisk.NEVER, 2, false).factor(.25))
                .isCloseTo(Math.exp(.5) * (E - 1), within(1e-12));
    }

    @Test
    void savesBoundWhatIsLost() {
        JobRisk everyHour = new JobRisk(10, 1, 0, false);
        assertThat(everyHour.factor(.1)).isCloseTo(Math.expm1(.1) / .1, within(1e-12));
        assertThat(everyHour.factor(.1)).isLessThan(new JobRisk(10, JobRisk.NEVER, 0, false).factor(.1));
    }

    @Test
    void whereWorkIsSavedAtTheNoticeOnlyRestartsCost() {
        assertThat(new JobRisk(10, JobRisk.NEVER, .1, true).factor(.5)).isCloseTo(1.05, within(1e-12));
    }

    @Test
    void aHopelessJobHasAPriceStill() {
        assertThat(new JobRisk(100, JobRisk.NEVER, 1, false).factor(10)).isEqualTo(JobRisk.MOST);
    }

    /** 200,000 jobs of 3 hours, interrupted every 4 hours on average, restarted in half an hour. */
    @Test
    void theFormulaIsTheMeanOfWhatHappens() {
        Random random = new Random(7);
        double h = .25;
        double work = 3;
        double restart = .5;
        double sum = 0;
        int jobs = 200_000;
        for (int i = 0; i < jobs; i++) {
            double lost = next(random, h);
            while (lost < restart + work) {
                sum += lost;
                lost = next(random, h);
            }
            sum += restart + work;
        }
        // each attempt begins with a restart here, the first one too: e^(hr) (e^(hw) - 1) / h + (e^(hr) - 1) / h
        double first = Math.expm1(h * restart) / h;
        double expected = new JobRisk(work, JobRisk.NEVER, restart, false).factor(h) * work + first;
        assertThat(sum / jobs).isCloseTo(expected, within(.01 * expected));
    }

    private static double next(Random random, double rate) {
        return -Math.log(1 - random.nextDouble()) / rate;
    }

    @Test
    void aJobWithoutWorkIsRefused() {
        assertThatThrownBy(() -> new JobRisk(0, 1, 1, false)).hasMessageContaining("0.0 h of work");
    }
}
