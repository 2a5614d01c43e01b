package io.pollux.edge;

import io.pollux.testing.HalfBodies;
import io.pollux.testing.Pollux;
import org.junit.jupiter.api.Test;

class HalfBodyIT {

    @Test
    void halfSentBodiesHoldNobodyUp() {
        Pollux pollux = Pollux.shared();
        pollux.google().reset();

        HalfBodies.check(pollux.base(), Pollux.TOKEN);
    }
}
