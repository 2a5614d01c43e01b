package io.pollux.admin;

import com.sun.faces.application.ApplicationAssociate;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * Gives Tomcat's threads back clean; named in Tomcat's own web.xml alone. Mojarra notes the application in the thread of
 * every request and forgets it when the request ends, which an asynchronous call does in another thread: the first one
 * would hold on to an undeployed application.
 */
public class TomcatThreads implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } finally {
            ApplicationAssociate.setCurrentInstance(null);
        }
    }
}
