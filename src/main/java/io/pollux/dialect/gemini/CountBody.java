package io.pollux.dialect.gemini;

import com.fasterxml.jackson.databind.node.TextNode;
import io.pollux.dialect.gemini.Walk.Place;

/**
 * The body of {@code countTokens}: contents, or a whole {@code generateContentRequest}, which repeats the model's name.
 * Google must not read a name there that it does not know.
 */
final class CountBody {
    private CountBody() {}

    /** The very same array when the name has no suffix. */
    static byte[] named(byte[] body, ModelName model) {
        Splices splices = new Splices(body);
        boolean suffixed = !model.requested().equals(model.upstream());
        Walk.request(
                body,
                walk -> walk.members(name -> {
                    if (suffixed && name.equals("generateContentRequest")) {
                        walk.members(inner -> {
                            if (inner.equals("model")
                                    && ModelName.bare(walk.text()).equals(model.requested())) {
                                Place written = walk.place(() -> {});
                                splices.replace(written, Json.bytes(TextNode.valueOf("models/" + model.upstream())));
                            }
                        });
                    }
                }));
        return splices.apply();
    }
}
