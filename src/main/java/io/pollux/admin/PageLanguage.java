package io.pollux.admin;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** How Faces learns which language a page is in. Its own way would need every language named in faces-config.xml. */
public final class PageLanguage extends ViewHandlerWrapper {
    public PageLanguage(ViewHandler wrapped) {
        super(wrapped);
    }

    @Override
    public Locale calculateLocale(FacesContext faces) {
        return Languages.of((HttpServletRequest) faces.getExternalContext().getRequest());
    }
}
