package io.pollux.pool;

import java.util.Map;

/**
 * A key's project as the pool sees it at one moment, for pages.
 *
 * @param scope names it wherever something is kept about it
 * @param keys how many keys draw on its quota
 * @param cooldowns what is in force, by model; {@code *} stands for every model
 * @param quotas what it has used of each model in this minute and in the Pacific day
 */
public record ProjectView(String scope, int keys, Map<String, Cooldown> cooldowns, Map<String, QuotaView> quotas) {}
