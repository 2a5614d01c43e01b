package io.pollux.bench;

import java.nio.charset.StandardCharsets;

/**
 * What the upstream answers, rendered once: as Google says it to Pollux, which translates it, and as OpenAI says it to
 * nginx, which passes it through.
 *
 * @param whole head and body of an answer in one piece
 * @param streamHead the head of a stream
 * @param event an event of a stream as an HTTP chunk, with a mark where the times go
 * @param lastEvent the last event, with what ends the stream
 */
record Speech(byte[] whole, byte[] streamHead, byte[] event, byte[] lastEvent) {
    private static final String DIGITS = "0000000000000000";
    /** Stands nowhere else in an answer. */
    static final char SIGN = '@';

    static final int MARK_DIGITS = DIGITS.length();
    /** The moment for which the event was scheduled and the one in which it was written, by {@link System#nanoTime()}. */
    private static final String MARK = SIGN + DIGITS + "/" + DIGITS;

    /** What a client must find in an answer in one piece. */
    static final String TEXT = (" A gateway that translates has to read each answer, understand it and write it"
                    + " anew; one that only passes bytes on need not know what they say.")
            .repeat(6);

    private static final String PIECE = " " + MARK + ".............";

    static final Speech GEMINI = new Speech(
            answer(geminiWhole()),
            headOfStream(),
            chunk(geminiEvent("", 0)),
            joined(chunk(geminiEvent(",\"finishReason\":\"STOP\"", 100)), end()));
    static final Speech OPENAI = new Speech(
            answer(openAiWhole()),
            headOfStream(),
            chunk(openAiEvent("{\"content\":\"" + PIECE + "\"}", "null")),
            joined(
                    chunk(openAiEvent("{\"content\":\"" + PIECE + "\"}", "null")
                            + openAiEvent("{}", "\"stop\"")
                            + "data: [DONE]\n\n"),
                    end()));

    /** Where the digits of the mark begin. */
    static int digitsOf(byte[] event) {
        int at = 0;
        while (event[at] != SIGN) {
            at++;
        }
        return at + 1;
    }

    private static String geminiWhole() {
        return """
                {
                  "candidates": [
                    {
                      "content": {
                        "parts": [
                          {
                            "text": "%s"
                          }
                        ],
                        "role": "model"
                      },
                      "finishReason": "STOP",
                      "index": 0
                    }
                  ],
                  "usageMetadata": {
                    "promptTokenCount": 120,
                    "candidatesTokenCount": 220,
                    "totalTokenCount": 340,
                    "promptTokensDetails": [
                      {
                        "modality": "TEXT",
                        "tokenCount": 120
                      }
                    ]
                  },
                  "modelVersion": "gemini-2.5-flash",
                  "responseId": "bench"
                }
                """.formatted(TEXT);
    }

    private static String geminiEvent(String finish, int tokens) {
        return "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + PIECE + "\"}],\"role\":\"model\"}"
                + finish
                + ",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":120,\"candidatesTokenCount\":" + tokens
                + ",\"totalTokenCount\":" + (120 + tokens)
                + "},\"modelVersion\":\"gemini-2.5-flash\",\"responseId\":\"bench\"}\r\n\r\n";
    }

    private static String openAiWhole() {
        return ("{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1750000000,"
                        + "\"model\":\"gemini-2.5-flash\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                        + "\"content\":\"%s\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":120,\"completion_tokens\":220,\"total_tokens\":340}}")
                .formatted(TEXT);
    }

    private static String openAiEvent(String delta, String finish) {
        return "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1750000000,"
                + "\"model\":\"gemini-2.5-flash\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":"
                + finish + "}]}\n\n";
    }

    private static byte[] answer(String body) {
        return bytes(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\nServer: bench\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
    }

    private static byte[] headOfStream() {
        return bytes("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nServer: bench\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n");
    }

    private static byte[] chunk(String content) {
        return bytes(Integer.toHexString(content.length()) + "\r\n" + content + "\r\n");
    }

    private static byte[] end() {
        return bytes("0\r\n\r\n");
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
