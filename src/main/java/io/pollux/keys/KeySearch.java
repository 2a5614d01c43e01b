package io.pollux.keys;

import io.pollux.exchange.Secret;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers questions about the key table. */
final class KeySearch {
    private static final String TEXT = " AND (LOWER(k.label) LIKE :part ESCAPE '!'"
            + " OR LOWER(k.masked) LIKE :part ESCAPE '!' OR LOWER(k.project) LIKE :part ESCAPE '!'"
            + " OR LOWER(k.note) LIKE :part ESCAPE '!' OR LOWER(k.tags) LIKE :part ESCAPE '!' OR k.lookup = :lookup)";

    /** Native: H2 cannot tell the type of a sum of parameters, which is what EclipseLink makes of numbers. */
    private static final String PROJECTS = "SELECT project, COUNT(*) AS all_keys,"
            + " SUM(CASE WHEN enabled = FALSE THEN 1 ELSE 0 END) AS off_keys,"
            + " SUM(CASE WHEN enabled = TRUE AND refusal IS NOT NULL THEN 1 ELSE 0 END) AS refused_keys,"
            + " SUM(uses) AS all_uses, MIN(id) AS any_key FROM t_pollux_key WHERE project IN (%s) GROUP BY project";

    /** Which they are is found out first: the index knows their names, and all else only of those that are shown. */
    private static final String PROJECT_NAMES = "SELECT project FROM t_pollux_key WHERE project IS NOT NULL%s"
            + " GROUP BY project ORDER BY %s LIMIT ?2 OFFSET ?3";

    /** Both tallies of the keys in one way through the table. Native for the same reason. */
    private static final String STANDINGS = "SELECT refusal, COUNT(*) AS all_keys,"
            + " SUM(CASE WHEN enabled = TRUE THEN 1 ELSE 0 END) AS on_keys,"
            + " SUM(CASE WHEN enabled = TRUE AND failures > 0 THEN 1 ELSE 0 END) AS failing_keys"
            + " FROM t_pollux_key GROUP BY refusal";

    private static final String PROJECT_COUNT =
            "SELECT COUNT(DISTINCT project) FROM t_pollux_key WHERE project IS NOT NULL%s";

    /** Of combinations of groups. */
    private static final int MOST_GROUPS = 2_000;

    private final KeyVault vault;

    KeySearch(KeyVault vault) {
        this.vault = vault;
    }

    /** Counts only where the rows do not tell how many there are: a search in texts has to look at every key. */
    KeyPage page(EntityManager em, KeyQuery query) {
        List<ApiKey> rows = rows(em, query);
        boolean last = rows.size() < query.size() && (!rows.isEmpty() || query.first() == 0);
        return new KeyPage(rows, last ? query.first() + rows.size() : count(em, query));
    }

    List<ApiKey> rows(EntityManager em, KeyQuery query) {
        return query(em, "SELECT k", query, query.sort().clause(), ApiKey.class)
                .setFirstResult(query.first())
                .setMaxResults(query.size())
                .getResultList();
    }

    /** How many fit, whatever the page. */
    long count(EntityManager em, KeyQuery query) {
        return query(em, "SELECT COUNT(k)", query, "", Long.class).getSingleResult();
    }

    List<Long> ids(EntityManager em, KeyQuery query) {
        return query(em, "SELECT k.id", query, query.sort().clause(), Long.class)
                .getResultList();
    }

    /** Those that fit and were added after a row, in the order they were added. */
    List<ApiKey> after(EntityManager em, KeyQuery query, long row, int size) {
        return query(em, "SELECT k", query, " AND k.id > :row ORDER BY k.id", ApiKey.class)
                .setParameter("row", row)
                .setMaxResults(size)
                .setHint(KeyRows.UNMANAGED, "true")
                .getResultList();
    }

    /** Which of these keys are among some rows. */
    Map<Secret, ApiKey> whole(Collection<Secret> secrets, Function<Collection<String>, Stream<ApiKey>> rows) {
        Map<String, Secret> wanted = new HashMap<>();
        secrets.forEach(secret -> wanted.put(vault.lookup(secret), secret));
        Map<Secret, ApiKey> found = new HashMap<>();
        rows.apply(wanted.keySet())
                .filter(row -> wanted.containsKey(row.lookup()))
                .forEach(row -> found.put(wanted.get(row.lookup()), row));
        return found;
    }

    /** Conditions that say nothing are left out, so that the database need not weigh them row by row. */
    private <T> TypedQuery<T> query(EntityManager em, String select, KeyQuery query, String order, Class<T> type) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder where = new StringBuilder(query.state().condition());
        query.state().refusal().ifPresent(why -> parameters.put("refusal", why));
        query.kind().ifPresent(kind -> {
            where.append(" AND k.kind = :kind");
            parameters.put("kind", kind);
        });
        query.project().ifPresent(name -> {
            where.append(name.equals(KeyQuery.NO_PROJECT) ? " AND k.project IS NULL" : " AND k.project = :project");
            Optional.of(name).filter(given -> !given.isEmpty()).ifPresent(given -> parameters.put("project", given));
        });
        query.tag().ifPresent(word -> {
            where.append(" AND k.tags LIKE :tag ESCAPE '!'");
            parameters.put("tag", "%," + escaped(word) + ",%");
        });
        String text = query.text().strip();
        if (!text.isEmpty()) {
            where.append(TEXT);
            parameters.put("part", "%" + escaped(text.toLowerCase(Locale.ROOT)) + "%");
            parameters.put("lookup", vault.lookup(Secret.of(text)));
        }
        TypedQuery<T> question = em.createQuery(select + " FROM ApiKey k WHERE " + where + order, type);
        parameters.forEach(question::setParameter);
        return question;
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    KeyStandings standings(EntityManager em) {
        List<KeyStandings.Line> lines = new ArrayList<>();
        for (Object row : em.createNativeQuery(STANDINGS).getResultList()) {
            lines.add(KeyStandings.Line.of((Object[]) row));
        }
        return KeyStandings.of(lines);
    }

    ProjectPage projects(EntityManager em, ProjectQuery query) {
        String text = query.text().strip().toLowerCase(Locale.ROOT);
        String found = text.isEmpty() ? "" : " AND LOWER(project) LIKE ?1 ESCAPE '!'";
        Query names = em.createNativeQuery(
                        PROJECT_NAMES.formatted(found, query.sort().clause()))
                .setParameter(2, query.size())
                .setParameter(3, query.first());
        Query total = em.createNativeQuery(PROJECT_COUNT.formatted(found));
        if (!text.isEmpty()) {
            names.setParameter(1, "%" + escaped(text) + "%");
            total.setParameter(1, "%" + escaped(text) + "%");
        }
        return new ProjectPage(lines(em, names.getResultList()), ((Number) total.getSingleResult()).longValue());
    }

    /** In the order of the names. */
    private static List<ProjectLine> lines(EntityManager em, List<?> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        String marks = IntStream.rangeClosed(1, names.size())
                .mapToObj(place -> "?" + place)
                .collect(Collectors.joining(", "));
        Query rows = em.createNativeQuery(PROJECTS.formatted(marks));
        for (int place = 1; place <= names.size(); place++) {
            rows.setParameter(place, names.get(place - 1));
        }
        Map<String, ProjectLine> lines = new HashMap<>();
        for (Object row : rows.getResultList()) {
            ProjectLine line = ProjectLine.of((Object[]) row);
            lines.put(line.name(), line);
        }
        // In between the last key of a project may have left it.
        return names.stream().map(lines::get).filter(Objects::nonNull).toList();
    }

    List<String> tags(EntityManager em) {
        return em
                .createQuery("SELECT DISTINCT k.tags FROM ApiKey k WHERE k.tags <> ''", String.class)
                .setMaxResults(MOST_GROUPS)
                .getResultList()
                .stream()
                .flatMap(column -> Tags.of(column).words().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
