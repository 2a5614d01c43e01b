package io.pollux.dialect.openai;

import java.io.Reader;
import java.util.List;

/** Reads several texts as one, so that large ones need not be put together before they are written. */
final class PiecesReader extends Reader {
    private final List<String> pieces;
    private final int end;
    private int piece;
    private int at;

    PiecesReader(List<String> pieces) {
        this(pieces, 0, pieces.isEmpty() ? 0 : pieces.get(pieces.size() - 1).length());
    }

    /** From an offset in the first piece up to an end in the last one. */
    PiecesReader(List<String> pieces, int from, int end) {
        this.pieces = pieces;
        this.at = from;
        this.end = end;
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
        while (piece < pieces.size()) {
            String text = pieces.get(piece);
            int limit = piece == pieces.size() - 1 ? end : text.length();
            int count = Math.min(length, limit - at);
            if (count > 0) {
                text.getChars(at, at + count, buffer, offset);
                at += count;
                return count;
            }
            piece++;
            at = 0;
        }
        return -1;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
