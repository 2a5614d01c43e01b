package io.pollux.admin.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.inject.Vetoed;
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
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

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

    /** Bytes are what every server can write. */
    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (!(context.getEntity() instanceof byte[])) {
            context.setEntity(JSON.writeValueAsBytes(context.getEntity()));
            context.setType(byte[].class);
            context.setGenericType(byte[].class);
        }
        context.proceed();
    }

    private static String place(JsonProcessingException malformed) {
        var where = malformed.getLocation();
        return where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
    }
}
