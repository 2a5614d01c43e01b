package io.pollux.simulation;

import io.pollux.relay.ClientSink;
import java.util.Map;

/** A client that takes whatever it is given; what it was given stands in the trail. */
final class Nobody implements ClientSink {
    @Override
    public void begin(int status, Map<String, String> headers) {}

    @Override
    public boolean write(byte[] bytes) {
        return true;
    }

    @Override
    public void end() {}

    @Override
    public void abort() {}

    @Override
    public void watch(Watcher watcher) {}
}
