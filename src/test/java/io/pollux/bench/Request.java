package io.pollux.bench;

import java.nio.charset.StandardCharsets;

/** A chat as an OpenAI client sends it. */
final class Request {
    static final String TOKEN = "sk-bench";
    static final String PATH = "/v1/chat/completions";

    private static final String QUESTION = ("Explain to somebody who has never written a program what a gateway between"
                    + " a client and a model does, why it may be slower than no gateway, and what it is good for. ")
            .repeat(2);

    private Request() {}

    static byte[] whole(int port) {
        return http(port, body("gemini-2.5-flash", ""));
    }

    static byte[] stream(int port, int events, int periodMillis) {
        return http(port, body("paced-" + events + "x" + periodMillis, ",\"stream\":true"));
    }

    static String body(String model, String more) {
        return "{\"model\":\"" + model
                + "\",\"messages\":[{\"role\":\"system\",\"content\":\"You are a helpful assistant."
                + " Answer briefly and in plain words.\"},{\"role\":\"user\",\"content\":\"" + QUESTION + "\"}],"
                + "\"temperature\":0.7,\"max_tokens\":1024" + more + "}";
    }

    private static byte[] http(int port, String body) {
        return ("POST " + PATH + " HTTP/1.1\r\n"
                        + "Host: 127.0.0.1:" + port + "\r\n"
                        + "Accept: application/json\r\n"
                        + "Content-Type: application/json\r\n"
                        + "User-Agent: OpenAI/Python 1.99.0\r\n"
                        + "X-Stainless-Lang: python\r\n"
                        + "X-Stainless-Package-Version: 1.99.0\r\n"
                        + "X-Stainless-OS: Linux\r\n"
                        + "X-Stainless-Retry-Count: 0\r\n"
                        + "Authorization: Bearer " + TOKEN + "\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
