package io.pollux.dialect.openai;

import io.pollux.dialect.Preferences;
import io.pollux.dialect.gemini.ModelName;
import io.pollux.exchange.ClientCall;

/** Which model a request names. */
final class RequestedModel {
    private RequestedModel() {}

    /** @throws io.pollux.exchange.FailureException a bad call when there is none, or one that the operator does not serve */
    static ModelName of(Fields request, ClientCall call, Preferences preferences) {
        String written = request.text("model").filter(name -> !name.isBlank()).orElse(call.model());
        if (written.isBlank()) {
            throw request.wrong("model", "is required");
        }
        return ModelName.served(written, preferences.models());
    }
}
