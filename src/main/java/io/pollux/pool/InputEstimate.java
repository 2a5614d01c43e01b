package io.pollux.pool;

import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Operation;

/**
 * How many input tokens a call may cost, told by its size alone; Google's own count puts it right afterwards. Four bytes of
 * text make about a token. Pictures and sound come as Base64 and cost far less than their size: about a token for each
 * kilobyte, and as much as a picture at least.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/tokens">Gemini API: understand and count tokens</a>
 */
final class InputEstimate {
    private static final int BYTES_PER_TOKEN = 4;
    /** A body up to this size is not looked into. */
    private static final int SMALL = 16 * 1024;

    private static final int BLOCK = 1024;
    private static final int SAMPLES = 32;
    private static final int PICTURE = 258;

    private InputEstimate() {}

    static long of(GeminiCall call) {
        if (call.operation() == Operation.COUNT_TOKENS || call.operation().reads()) {
            return 0;
        }
        byte[] body = call.body();
        return body.length <= SMALL ? body.length / BYTES_PER_TOKEN : ofLarge(body);
    }

    private static long ofLarge(byte[] body) {
        long media = 0;
        for (int block = 0; block + BLOCK <= body.length; block += BLOCK) {
            media += isBase64(body, block) ? 1 : 0;
        }
        long text = (body.length - media * BLOCK) / BYTES_PER_TOKEN;
        return media == 0 ? text : text + Math.max(PICTURE, media);
    }

    /** By samples: text has a blank, a quote or a letter of another script among them nearly always. */
    private static boolean isBase64(byte[] body, int from) {
        for (int at = from; at < from + BLOCK; at += BLOCK / SAMPLES) {
            byte letter = body[at];
            boolean fits = letter >= 'a' && letter <= 'z'
                    || letter >= 'A' && letter <= 'Z'
                    || letter >= '0' && letter <= '9'
                    || letter == '+'
                    || letter == '/'
                    || letter == '-'
                    || letter == '_'
                    || letter == '=';
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
