package io.pollux.admin.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.pollux.keys.ApiKey;
import io.pollux.keys.KeyPage;
import io.pollux.keys.KeyQuery.State;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The lists of keys that gemini-balance gives. Its valid keys are those that Pollux lends, its invalid ones those that
 * Google refuses or that are switched off.
 */
@Vetoed
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class KeyRoutes {
    private static final int LONGEST_PAGE = 1_000;

    @GET
    @Path("v1/keys/list")
    public KeyList list(@Context HttpServletRequest request) {
        KeyBook book = new KeyBook(Visit.of(request).office().keys());
        KeyNames names = book.names();
        Map<String, Integer> valid = failures(book, KeyBook.VALID, names);
        Map<String, Integer> invalid = failures(book, KeyBook.INVALID, names);
        return new KeyList("success", new Failures(valid, invalid), valid.size() + invalid.size());
    }

    @GET
    @Path("hf/v1/keys/list")
    public KeyList listUnderHf(@Context HttpServletRequest request) {
        return list(request);
    }

    @GET
    @Path("api/keys/all")
    public AllKeys all(@Context HttpServletRequest request) {
        KeyBook book = new KeyBook(Visit.of(request).office().keys());
        KeyNames names = book.names();
        Collection<String> valid = named(book, KeyBook.VALID, names);
        Collection<String> invalid = named(book, KeyBook.INVALID, names);
        return new AllKeys(valid, invalid, valid.size() + invalid.size());
    }

    @GET
    @Path("api/keys")
    public KeyListPage page(
            @Context HttpServletRequest request,
            @QueryParam("page") @DefaultValue("1") int page,
            @QueryParam("limit") @DefaultValue("10") int limit,
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("fail_count_threshold") @DefaultValue("0") int threshold,
            @QueryParam("status") @DefaultValue("all") String status) {
        KeyBook book = new KeyBook(Visit.of(request).office().keys());
        List<State> states =
                switch (status) {
                    case "valid" -> KeyBook.VALID;
                    case "invalid" -> KeyBook.INVALID;
                    default -> KeyBook.ALL;
                };
        int size = Math.max(1, Math.min(LONGEST_PAGE, limit));
        int current = Math.max(1, Math.min(Integer.MAX_VALUE / size, page));
        int first = (current - 1) * size;
        KeyPage rows = threshold <= 0
                ? book.page(search, states, first, size)
                : book.failing(search, states, threshold, first, size);
        return KeyListPage.of(rows, book.names(), current, size);
    }

    private static Map<String, Integer> failures(KeyBook book, List<State> states, KeyNames names) {
        return Roll.named(() -> book.all(states), book.count(states), names::of, ApiKey::getFailures);
    }

    private static Collection<String> named(KeyBook book, List<State> states, KeyNames names) {
        return Roll.of(() -> book.all(states), book.count(states), names::of);
    }

    /** @param data failures in a row by masked key */
    public record KeyList(String status, Failures data, int total) {}

    /** Failures in a row by masked key. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Failures(Map<String, Integer> validKeys, Map<String, Integer> invalidKeys) {}

    /** Masked keys. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record AllKeys(Collection<String> validKeys, Collection<String> invalidKeys, int totalCount) {}

    /**
     * @param keys failures in a row by masked key
     * @param ids the numbers of the same keys, which a request may name them by
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record KeyListPage(
            Map<String, Integer> keys, Map<String, Long> ids, long totalItems, long totalPages, int currentPage) {
        static KeyListPage of(KeyPage page, KeyNames names, int current, int size) {
            return new KeyListPage(
                    names.map(page.rows(), ApiKey::getFailures),
                    names.map(page.rows(), ApiKey::getId),
                    page.total(),
                    (page.total() + size - 1) / size,
                    current);
        }
    }
}
