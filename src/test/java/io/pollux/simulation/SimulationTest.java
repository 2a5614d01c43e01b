package io.pollux.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In spring the night has an hour less, in autumn one more. */
class SimulationTest {
    @ParameterizedTest
    @CsvSource({"2026-03-08, 1", "2026-03-08, 2", "2026-11-01, 1", "2026-11-01, 2"})
    void nobodyIsAskedWhoHasSaidNoAndHardlyAnybodyIsRefused(LocalDate change, long seed) {
        proves(Simulation.around(change, seed, Simulation.Weather.FAIR));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-08, 3", "2026-11-01, 4"})
    void notEvenWhenOthersUseAProjectToo(LocalDate change, long seed) {
        Simulation simulation = Simulation.around(change, seed, Simulation.Weather.ROUGH);
        Simulation.Outcome pollux = proves(simulation);

        Simulation.Outcome plain = simulation.roundRobin();
        assertThat(plain.clients().calls()).isEqualTo(simulation.calls());
        assertThat(plain.google().known()).as("%s", plain.line()).isGreaterThan(100);
        assertThat(pollux.clients().answered())
                .as("%s", pollux.line())
                .isGreaterThan(plain.clients().answered());
    }

    private static Simulation.Outcome proves(Simulation simulation) {
        Simulation.Outcome pollux = simulation.pollux();
        assertThat(pollux.clients().calls()).as("every call has ended").isEqualTo(simulation.calls());
        assertThat(pollux.clients().otherwise()).isZero();
        assertThat(pollux.google().known()).as("%s", pollux.line()).isZero();
        assertThat(pollux.clients().refusedWithQuota())
                .as("%s", pollux.line())
                .isLessThanOrEqualTo(simulation.calls() / 100);
        return pollux;
    }
}
