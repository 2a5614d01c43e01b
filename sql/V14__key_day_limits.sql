-- How many calls the operator lets a key serve in a Pacific day (0: as many as come), and how many it has served: day_calls
-- counts the day that ends at day_ends_at, all nodes together. counted_at moves with the count of a key that has a limit,
-- so that other nodes hear of it; that of a key without one stays empty, and costs no index anything. Owner: keys.
ALTER TABLE t_pollux_key ADD COLUMN (
    day_limit INT NOT NULL DEFAULT 0,
    day_calls BIGINT NOT NULL DEFAULT 0,
    day_ends_at DATETIME(3),
    counted_at DATETIME(3)
);

CREATE INDEX ix_pollux_key_counted ON t_pollux_key (counted_at);

ALTER TABLE t_pollux_key_bin ADD COLUMN (
    day_limit INT NOT NULL DEFAULT 0,
    day_calls BIGINT NOT NULL DEFAULT 0,
    day_ends_at DATETIME(3)
);
