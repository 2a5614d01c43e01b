package io.pollux.edge;

import io.pollux.clients.ClientDesk;
import io.pollux.relay.Delay;
import io.pollux.relay.Relay;
import io.pollux.settings.Settings;
import java.util.function.Supplier;

/**
 * What stands behind the door once Pollux has started.
 *
 * @param relay carries the calls
 * @param clients knows the tokens
 * @param settings the live snapshot
 * @param delay does things later
 */
public record Gateway(Relay relay, ClientDesk clients, Supplier<Settings> settings, Delay delay) {}
