package io.pollux.admin.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.admin.Office;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.ApiKey;
import io.pollux.keys.DayLimit;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.Rank;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keys one by one and several at once, in the shapes of the two load balancers. */
@Vetoed
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class BalancerKeyRoutes {
    @GET
    @Path("api/admin/keys")
    public Collection<BalancerKey> list(@Context HttpServletRequest request) {
        Office office = Visit.of(request).office();
        KeyBook book = new KeyBook(office.keys());
        return Roll.of(() -> book.all(KeyBook.ALL), book.count(KeyBook.ALL), row -> BalancerKey.of(office, row));
    }

    /** A key that is there already is switched on again and its failures are forgotten. */
    @POST
    @Path("api/admin/keys")
    public Changed add(@Context HttpServletRequest request, Added added) {
        Office office = Visit.of(request).office();
        if (added.key() == null || added.key().isBlank()) {
            throw Refused.because(400, "A key is required");
        }
        DayLimit limit = DailyLimit.of(added.dailyRateLimit());
        Secret secret = Secret.of(added.key());
        office.keys().add(List.of(secret), traits(added.name(), added.profile()).limited(limit));
        ApiKey row = new KeyBook(office.keys())
                .find(secret.reveal())
                .orElseThrow(() -> Refused.because(400, "That is no key"));
        office.keys().enable(List.of(row.getId()));
        office.keys().absolve(List.of(row.getId()));
        if (added.dailyRateLimit() != null && !row.getDayLimit().equals(limit)) {
            office.keys().limit(List.of(row.getId()), limit);
        }
        return changed(office, "The key has been added", row.getId());
    }

    @PUT
    @Path("api/admin/keys/{id}")
    public Changed change(@Context HttpServletRequest request, @PathParam("id") String id, Added wanted) {
        Office office = Visit.of(request).office();
        ApiKey row = new KeyBook(office.keys()).need(id);
        boolean silent = wanted.dailyRateLimit() == null;
        DayLimit limit = silent ? row.getDayLimit() : DailyLimit.of(wanted.dailyRateLimit());
        KeyTraits traits = new KeyTraits(
                wanted.name() == null ? row.getLabel() : wanted.name(),
                row.getKind(),
                wanted.profile() == null ? Optional.ofNullable(row.getProject()) : Profiles.project(wanted.profile()),
                row.getNote(),
                new Rank(row.getPriority(), row.getWeight()),
                row.getTags(),
                limit);
        office.keys().describe(row.getId(), traits);
        return changed(office, "The key has been changed", row.getId());
    }

    @PATCH
    @Path("api/admin/keys/{id}")
    public Toggled toggle(@Context HttpServletRequest request, @PathParam("id") String id) {
        Office office = Visit.of(request).office();
        ApiKey row = new KeyBook(office.keys()).need(id);
        boolean active = row.isEnabled() && row.getRefusal() == null;
        if (active) {
            office.keys().disable(List.of(row.getId()));
        } else {
            office.keys().enable(List.of(row.getId()));
            office.keys().absolve(List.of(row.getId()));
        }
        return new Toggled(active ? "The key has been switched off" : "The key has been switched on", !active);
    }

    @DELETE
    @Path("api/admin/keys/{id}")
    public Message delete(@Context HttpServletRequest request, @PathParam("id") String id) {
        Office office = Visit.of(request).office();
        office.keys().delete(List.of(new KeyBook(office.keys()).need(id).getId()));
        return new Message("The key has been deleted");
    }

    @PATCH
    @Path("api/admin/keys/bulk")
    public Counted bulk(@Context HttpServletRequest request, Bulk bulk) {
        Visit visit = Visit.of(request);
        Office office = visit.office();
        List<Long> ids = Profiles.ids(office, bulk.keyIds());
        switch (bulk.action() == null ? "" : bulk.action()) {
            case "delete" -> {
                visit.requireProof();
                office.keys().delete(ids);
            }
            case "setLimit" -> office.keys().limit(ids, DailyLimit.of(bulk.dailyRequestLimit()));
            default -> throw Refused.because(400, "The action is setLimit or delete");
        }
        return new Counted("Done", ids.size());
    }

    @POST
    @Path("api/admin/keys/move")
    public Moved move(@Context HttpServletRequest request, Move move) {
        Office office = Visit.of(request).office();
        if (move.targetProfile() == null) {
            throw Refused.because(400, "A targetProfile is required");
        }
        List<Long> ids = Profiles.ids(office, move.keyIds());
        office.keys().assign(ids, Profiles.project(move.targetProfile()).orElse(""));
        return new Moved("The keys have been moved", ids.size());
    }

    private static Changed changed(Office office, String message, long id) {
        ApiKey row = office.keys().find(id).orElseThrow(() -> Refused.notFound("Key not found"));
        return new Changed(message, BalancerKey.of(office, row));
    }

    private static KeyTraits traits(String name, String profile) {
        return new KeyTraits(
                name == null ? "" : name,
                KeyKind.GEMINI,
                profile == null ? Optional.empty() : Profiles.project(profile),
                "");
    }

    /** @param key whole */
    public record Added(String key, String name, String profile, JsonNode dailyRateLimit) {}

    /** @param keyIds numbers */
    public record Bulk(String action, List<String> keyIds, JsonNode dailyRequestLimit) {}

    /** @param keyIds numbers */
    public record Move(List<String> keyIds, String targetProfile) {}

    /** A key as it is now. */
    public record Changed(String message, BalancerKey key) {}

    /** Whether it may be lent now. */
    public record Toggled(String message, boolean isActive) {}

    /** How many keys. */
    public record Counted(String message, int count) {}

    /** How many keys. */
    public record Moved(String message, int movedCount) {}
}
