package io.pollux.relay;

import io.pollux.pool.KeyPool;
import io.pollux.settings.Settings;
import io.pollux.upstream.Upstream;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** What every call needs and all calls share. */
record Means(
        KeyPool pool,
        AtomicInteger lent,
        WaitingRoom room,
        Breakers breakers,
        Upstream upstream,
        Supplier<Settings> settings,
        Delay delay,
        Clock clock,
        DoubleSupplier chance) {}
