package io.pollux.admin.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.inject.Vetoed;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/** Bodies of requests and answers, on every server by the same library: each server brings another one, Tomcat none. */
@Vetoed
@Provider
public final class JsonBodies implements ReaderInterceptor, WriterInterceptor {
    static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS, SerializationFeature.WRAP_EXCEPTIONS)
            .build();

    /** The end of the answer is the server's business. */
    private static final ObjectWriter OPEN = JSON.writer()
            .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .without(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            Object read = JSON.readValue(context.getInputStream(), JSON.constructType(context.getGenericType()));
            if (read == null) {
                throw Refused.invalid("body", "A body is missing");
            }
            return read;
        } catch (JsonProcessingException malformed) {
            // Its message would quote the body, and with it whatever secret is in there.
            throw Refused.invalid("body", "The body is not the JSON that this route takes" + place(malformed));
        }
    }

    /** A stream is what every server can write; an answer of many keys is read while it is being written. */
    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        Object entity = context.getEntity();
        StreamingOutput body = out -> OPEN.writeValue(out, entity);
        context.setEntity(body);
        context.setType(StreamingOutput.class);
        context.setGenericType(StreamingOutput.class);
        context.proceed();
    }

    private static String place(JsonProcessingException malformed) {
        var where = malformed.getLocation();
        return where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
    }
}
