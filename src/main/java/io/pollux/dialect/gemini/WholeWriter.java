package io.pollux.dialect.gemini;

import io.pollux.dialect.ReplyWriter;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** Passes a whole answer on: byte for byte, but for the model list. */
final class WholeWriter implements ReplyWriter {
    private static final byte[] NOTHING = {};

    private final Content content;
    private final UnaryOperator<byte[]> edit;
    private final Tally tally = new Tally();
    private boolean seen;

    private WholeWriter(Content content, UnaryOperator<byte[]> edit) {
        this.content = content;
        this.edit = edit;
    }

    /** For an answer of the model's own words, which may turn out to be empty. */
    static WholeWriter generated() {
        return new WholeWriter(Content.WORDS, UnaryOperator.identity());
    }

    /** For any other answer. */
    static WholeWriter data(UnaryOperator<byte[]> edit) {
        return new WholeWriter(Content.DATA, edit);
    }

    @Override
    public String contentType() {
        return "application/json; charset=UTF-8";
    }

    @Override
    public byte[] event(byte[] json) {
        AnswerScan.scan(json, tally);
        seen = true;
        return edit.apply(json);
    }

    @Override
    public boolean finished() {
        return seen;
    }

    @Override
    public boolean empty() {
        return !seen || (content == Content.WORDS && tally.empty());
    }

    @Override
    public Usage usage() {
        return tally.usage();
    }

    @Override
    public byte[] end() {
        return NOTHING;
    }

    /** Nothing: an error in a body with status 200 would pass for an answer. */
    @Override
    public List<byte[]> failed(Failure failure) {
        return List.of();
    }

    /** White space in front of JSON means nothing. */
    @Override
    public byte[] heartbeat() {
        return seen ? NOTHING : " ".getBytes(StandardCharsets.US_ASCII);
    }

    private enum Content {
        WORDS,
        DATA
    }
}
