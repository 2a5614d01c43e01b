package io.pollux.admin;

import jakarta.faces.application.Resource;
import jakarta.faces.application.ResourceHandler;
import jakarta.faces.application.ResourceHandlerWrapper;
import jakarta.faces.application.ResourceWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * Style sheets and scripts: those of ours, and PrimeFaces' theme in colours of ours. Their addresses change with their
 * content, so browsers may keep them and never show an old one after an upgrade.
 */
public final class Assets extends ResourceHandlerWrapper {
    private static final String OURS = "pollux";
    private static final String THEME = "primefaces-saga-blue";

    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

    public Assets(ResourceHandler wrapped) {
        super(wrapped);
    }

    @Override
    public Resource createResource(String name, String library) {
        Resource resource = super.createResource(name, library);
        boolean kept = OURS.equals(library) || THEME.equals(library);
        return resource == null || !kept ? resource : new Kept(resource, content(resource, library + "/" + name));
    }

    private byte[] content(Resource resource, String name) {
        return contents.computeIfAbsent(name, unused -> {
            try (InputStream in = resource.getInputStream()) {
                byte[] bytes = in.readAllBytes();
                return name.equals(THEME + "/theme.css") ? recoloured(bytes) : bytes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static byte[] recoloured(byte[] sheet) {
        return Palette.standard()
                .recolour(new String(sheet, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A resource whose content has been read. */
    private static final class Kept extends ResourceWrapper {
        private final byte[] content;

        Kept(Resource wrapped, byte[] content) {
            super(wrapped);
            this.content = content;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public String getRequestPath() {
            CRC32 sum = new CRC32();
            sum.update(content);
            return super.getRequestPath() + "&h=" + Long.toHexString(sum.getValue());
        }
    }
}
