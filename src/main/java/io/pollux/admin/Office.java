package io.pollux.admin;

import io.pollux.clients.ClientDesk;
import io.pollux.housekeeping.Jobs;
import io.pollux.housekeeping.KeyCheck;
import io.pollux.journal.Eraser;
import io.pollux.journal.Journal;
import io.pollux.journal.LogReader;
import io.pollux.journal.tally.TallyReader;
import io.pollux.keys.KeyDesk;
import io.pollux.keys.ProjectDesk;
import io.pollux.keys.RefusedKeys;
import io.pollux.pool.PoolDesk;
import io.pollux.prompts.PromptDesk;
import io.pollux.relay.Relay;
import io.pollux.settings.Settings;
import io.pollux.settings.SettingsDesk;
import io.pollux.upstream.Bulletin;
import io.pollux.upstream.Proxies;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What the pages work with once the house is built.
 *
 * @param keys on disk
 * @param projects what the operator says of them
 * @param pool how keys stand at this moment
 * @param checks asks Google about keys
 * @param jobs what is done by the clock
 * @param eraser deletes rows of the log
 * @param logs what became of calls
 * @param journal whether calls are being written down
 * @param tallies what calls add up to
 * @param refused which keys were set aside of late
 * @param prompts that the administrator keeps
 * @param clients who is the administrator
 * @param settings as they are now
 * @param configuration where settings are changed
 * @param proxies ways out to Google
 * @param bulletin for news of other versions
 * @param models that Google lists
 * @param relay calls that are under way
 * @param clock of everything that ends some time
 */
public record Office(
        KeyDesk keys,
        ProjectDesk projects,
        PoolDesk pool,
        KeyCheck checks,
        Jobs jobs,
        Eraser eraser,
        LogReader logs,
        Journal journal,
        TallyReader tallies,
        RefusedKeys refused,
        PromptDesk prompts,
        ClientDesk clients,
        Supplier<Settings> settings,
        SettingsDesk configuration,
        Proxies proxies,
        Bulletin bulletin,
        ModelShelf models,
        Relay relay,
        Clock clock) {}
