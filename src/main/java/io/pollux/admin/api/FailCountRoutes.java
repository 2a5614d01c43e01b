package io.pollux.admin.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.pollux.housekeeping.CheckRound.Result;
import io.pollux.housekeeping.Verdict;
import io.pollux.keys.ApiKey;
import io.pollux.keys.KeyQuery.State;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Resetting failure counts and verifying keys: the five routes that gemini-balance keeps among the paths of models, where
 * they stood open to everybody.
 */
@Vetoed
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class FailCountRoutes {
    @POST
    @Path("gemini/v1beta/reset-all-fail-counts")
    public Reset resetAll(
            @Context HttpServletRequest request, @QueryParam("key_type") @DefaultValue("all") String keyType) {
        Visit visit = Visit.of(request);
        KeyBook book = new KeyBook(visit.office().keys());
        List<Long> ids = book.ids(states(keyType));
        book.absolve(ids);
        return new Reset(true, "Failure counts have been reset", ids.size());
    }

    @POST
    @Path("gemini/v1beta/reset-selected-fail-counts")
    public Reset resetSelected(@Context HttpServletRequest request, Selection selection) {
        Visit visit = Visit.of(request);
        KeyBook book = new KeyBook(visit.office().keys());
        List<Long> ids = selection.find(book).ids();
        book.absolve(ids);
        return new Reset(true, "Failure counts have been reset", ids.size());
    }

    @POST
    @Path("gemini/v1beta/reset-fail-count/{key}")
    public Done reset(@Context HttpServletRequest request, @PathParam("key") String key) {
        Visit visit = Visit.of(request);
        ApiKey found = new KeyBook(visit.office().keys()).need(key);
        visit.office().keys().absolve(List.of(found.getId()));
        return new Done(true, "The failure count has been reset");
    }

    @POST
    @Path("gemini/v1beta/verify-key/{key}")
    public Verified verify(@Context HttpServletRequest request, @PathParam("key") String key) {
        Visit visit = Visit.of(request);
        ApiKey found = new KeyBook(visit.office().keys()).need(key);
        Result result =
                Verification.of(visit.office().checks(), List.of(found.getId())).get(found.getId());
        return result.verdict() == Verdict.VALID
                ? new Verified("valid", "")
                : new Verified("invalid", Verification.words(result));
    }

    @POST
    @Path("gemini/v1beta/verify-selected-keys")
    public VerifiedKeys verifySelected(@Context HttpServletRequest request, Selection selection) {
        Visit visit = Visit.of(request);
        KeyBook book = new KeyBook(visit.office().keys());
        Selection.Found found = selection.find(book);
        Map<Long, Result> results = Verification.of(visit.office().checks(), found.ids());
        KeyNames names = book.names();
        List<ApiKey> good = new ArrayList<>();
        List<ApiKey> bad = new ArrayList<>();
        for (ApiKey key : found.known()) {
            (results.get(key.getId()).verdict() == Verdict.VALID ? good : bad).add(key);
        }
        Map<String, FailedKey> failed =
                new LinkedHashMap<>(names.map(bad, key -> FailedKey.of(results.get(key.getId()))));
        found.unknown().forEach(name -> failed.put(name, FailedKey.UNKNOWN));
        return new VerifiedKeys(
                true,
                "Verification is complete",
                good.stream().map(names::of).toList(),
                failed,
                good.size(),
                failed.size());
    }

    private static List<State> states(String keyType) {
        return switch (keyType) {
            case "valid" -> KeyBook.VALID;
            case "invalid" -> KeyBook.INVALID;
            default -> KeyBook.ALL;
        };
    }

    /** @param resetCount how many keys */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Reset(boolean success, String message, int resetCount) {}

    /** @param error Google's words; absent for a valid key */
    public record Verified(
            String status,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String error) {}

    /** What Google, or the way there, has against a key. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record FailedKey(String errorMessage, int errorCode) {
        static final FailedKey UNKNOWN = new FailedKey("Key not found", 404);

        static FailedKey of(Result result) {
            return new FailedKey(Verification.words(result), Verification.code(result.verdict()));
        }
    }

    /** Keys are masked. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record VerifiedKeys(
            boolean success,
            String message,
            List<String> successfulKeys,
            Map<String, FailedKey> failedKeys,
            int validCount,
            int invalidCount) {}
}
