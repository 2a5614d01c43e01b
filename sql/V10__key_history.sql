-- What became of a key, and of the project whose quota it uses, for whoever looks at it later: the newest of each are kept.
-- A row is about a key (key_id) or about a project (scope); the other is 0 or empty. Owner: keys.
CREATE TABLE t_pollux_key_event (
    id BIGINT NOT NULL AUTO_INCREMENT,
    key_id BIGINT NOT NULL,
    scope VARCHAR(250) NOT NULL,
    happened_at DATETIME(3) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    reason VARCHAR(500) NOT NULL,
    model VARCHAR(200) NOT NULL,
    until_at DATETIME(3),
    PRIMARY KEY (id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE INDEX ix_pollux_key_event_key ON t_pollux_key_event (key_id, happened_at);
CREATE INDEX ix_pollux_key_event_scope ON t_pollux_key_event (scope, happened_at);

-- The operator's words for groups of keys, between commas. Owner: keys.
ALTER TABLE t_pollux_key ADD COLUMN tags VARCHAR(600) NOT NULL DEFAULT '';

-- Rows of keys that were deleted, sealed as they were, until it is too late to change one's mind. Owner: keys.
CREATE TABLE t_pollux_key_bin (
    id BIGINT NOT NULL,
    lookup CHAR(64) NOT NULL,
    sealed VARCHAR(1000) NOT NULL,
    masked VARCHAR(40) NOT NULL,
    label VARCHAR(200) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    project VARCHAR(200),
    note VARCHAR(1000) NOT NULL,
    tags VARCHAR(600) NOT NULL,
    enabled BOOLEAN NOT NULL,
    created_at DATETIME(3) NOT NULL,
    last_used_at DATETIME(3),
    uses BIGINT NOT NULL,
    failures INT NOT NULL,
    last_failure_at DATETIME(3),
    last_failure VARCHAR(500),
    refusal VARCHAR(30),
    refusal_reason VARCHAR(500),
    refused_at DATETIME(3),
    priority INT NOT NULL,
    weight INT NOT NULL,
    deleted_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE INDEX ix_pollux_key_bin_deleted ON t_pollux_key_bin (deleted_at);
CREATE INDEX ix_pollux_key_bin_lookup ON t_pollux_key_bin (lookup);
CREATE INDEX ix_pollux_key_project ON t_pollux_key (project);
