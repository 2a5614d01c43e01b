package io.pollux.upstream;

import java.net.URI;
import java.util.concurrent.CompletionStage;

/** Reads what somebody else than Google has to say, at an address that the operator has named. */
public interface Bulletin {
    /**
     * Asks once, by the first way out that the settings name, never with a key, and follows no redirect. Fails when there is
     * no answer within ten seconds, or another one than 200.
     *
     * @param address http or https, with a host
     */
    CompletionStage<byte[]> read(URI address);
}
