package io.pollux.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.stream.Collectors;

/** What a request asks for, as the filters of pages read it. */
public final class Parameters {
    private Parameters() {}

    /** The first of each name, as Faces has them. */
    public static Map<String, String> of(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, parameter -> parameter.getValue()[0]));
    }
}
