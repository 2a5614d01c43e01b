package io.pollux.admin;

import io.pollux.exchange.Quota;
import io.pollux.pool.ProjectView;
import io.pollux.pool.QuotaView;
import java.util.Comparator;
import java.util.List;

/** What a project has used of a model, for pages. */
public record ModelUse(String model, QuotaView quota) {
    /** Those that were used or are limited: the fullest first, then the most used. */
    static List<ModelUse> of(ProjectView project) {
        return project.quotas().entrySet().stream()
                .map(entry -> new ModelUse(entry.getKey(), entry.getValue()))
                .filter(ModelUse::matters)
                .sorted(Comparator.comparing(ModelUse::fullness)
                        .thenComparing(use -> use.quota().requestsToday())
                        .reversed()
                        .thenComparing(ModelUse::model))
                .toList();
    }

    /** Counting tokens and reading lists have quotas of their own and no model. */
    public String name() {
        return model.startsWith(":") ? model.substring(1) : model;
    }

    public List<Gauge> today() {
        return Gauge.of(quota, Quota.REQUESTS_PER_DAY, Quota.INPUT_TOKENS_PER_DAY);
    }

    public List<Gauge> minute() {
        return Gauge.of(quota, Quota.REQUESTS_PER_MINUTE, Quota.INPUT_TOKENS_PER_MINUTE);
    }

    private boolean matters() {
        return quota.requestsToday() > 0
                || quota.requestsInMinute() > 0
                || !quota.ceilings().isEmpty();
    }

    private int fullness() {
        return today().stream().mapToInt(Gauge::percent).max().orElse(0);
    }
}
