package io.pollux;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Closes the house while its class loader still gives out classes. Payara destroys CDI's beans when it no longer does: what
 * the pool had to write down needs classes that no call had needed before, and an embedded database stayed locked.
 */
@WebListener
public class Farewell implements ServletContextListener {
    @Inject
    private Wiring wiring;

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        wiring.stop();
    }
}
