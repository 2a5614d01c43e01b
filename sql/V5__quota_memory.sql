-- What each project used of each model in a Pacific day, all nodes together: a row grows by what is added to it. Owner: keys.
CREATE TABLE t_pollux_quota_use (
    scope VARCHAR(250) NOT NULL,
    model VARCHAR(200) NOT NULL,
    day_ends_at DATETIME(3) NOT NULL,
    requests BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    changed_at DATETIME(3) NOT NULL,
    PRIMARY KEY (scope, model, day_ends_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE INDEX ix_pollux_quota_use_changed ON t_pollux_quota_use (changed_at);

-- Limits that Google gave away when it refused. Owner: keys.
CREATE TABLE t_pollux_ceiling (
    scope VARCHAR(250) NOT NULL,
    model VARCHAR(200) NOT NULL,
    quota VARCHAR(40) NOT NULL,
    most BIGINT NOT NULL,
    stated_at DATETIME(3) NOT NULL,
    changed_at DATETIME(3) NOT NULL,
    PRIMARY KEY (scope, model, quota)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE INDEX ix_pollux_ceiling_changed ON t_pollux_ceiling (changed_at);

-- Cool-downs are heard by other nodes now, also those that end before their time.
ALTER TABLE t_pollux_cooldown ADD COLUMN changed_at DATETIME(3);

CREATE INDEX ix_pollux_cooldown_changed ON t_pollux_cooldown (changed_at);
