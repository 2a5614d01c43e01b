package io.pollux.admin;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.Iterator;

/**
 * What a button does that fails: the page is fetched anew and says so. A page that fails while it is fetched is not dealt
 * with here, for it would fail again.
 */
public final class Misfortune extends ExceptionHandlerWrapper {
    private static final System.Logger LOG = System.getLogger(Misfortune.class.getName());

    private Misfortune(ExceptionHandler wrapped) {
        super(wrapped);
    }

    @Override
    public void handle() {
        FacesContext faces = FacesContext.getCurrentInstance();
        boolean pressed = "POST".equals(request(faces).getMethod());
        Iterator<ExceptionQueuedEvent> events =
                getUnhandledExceptionQueuedEvents().iterator();
        if (pressed && events.hasNext() && !faces.getExternalContext().isResponseCommitted()) {
            Throwable cause = getRootCause(events.next().getContext().getException());
            drop(events);
            report(faces, cause);
            startAnew(faces);
        }
        getWrapped().handle();
    }

    private static void drop(Iterator<ExceptionQueuedEvent> events) {
        events.remove();
        while (events.hasNext()) {
            events.next();
            events.remove();
        }
    }

    private static void report(FacesContext faces, Throwable cause) {
        boolean late = cause instanceof ViewExpiredException;
        if (!late) {
            LOG.log(Level.ERROR, "A button of " + address(faces) + " failed", cause);
        }
        faces.getExternalContext().getFlash().setKeepMessages(true);
        faces.addMessage(
                null,
                new FacesMessage(
                        late ? FacesMessage.SEVERITY_WARN : FacesMessage.SEVERITY_ERROR,
                        Texts.say(Languages.of(request(faces)), late ? "failure.late" : "failure.button"),
                        null));
    }

    /** With what it showed: a form is sent to the page alone, without what stands behind it in the browser's address. */
    private static void startAnew(FacesContext faces) {
        try {
            String address = address(faces);
            String shown = Referrer.of(request(faces))
                    .filter(from -> from.startsWith(address + "?"))
                    .orElse(address);
            faces.getExternalContext().redirect(faces.getExternalContext().getRequestContextPath() + shown);
            faces.responseComplete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String address(FacesContext faces) {
        String path = faces.getExternalContext().getRequestServletPath();
        return path.endsWith(".xhtml") ? path.substring(0, path.length() - ".xhtml".length()) : path;
    }

    private static HttpServletRequest request(FacesContext faces) {
        return (HttpServletRequest) faces.getExternalContext().getRequest();
    }

    /** How Faces gets at it. */
    public static final class Factory extends ExceptionHandlerFactory {
        public Factory(ExceptionHandlerFactory wrapped) {
            super(wrapped);
        }

        @Override
        public ExceptionHandler getExceptionHandler() {
            return new Misfortune(getWrapped().getExceptionHandler());
        }
    }
}
