-- What Pollux adds. Own tables first, then nullable columns on gemini-balance's, which go on working for it.
-- Hashes are keyed (HMAC-SHA256 under the master key) and in hexadecimal.

-- Keys. Owner: keys. changed_at moves when something changes that other nodes must hear of, not with every use.
CREATE TABLE t_pollux_key (
    id BIGINT NOT NULL AUTO_INCREMENT,
    lookup CHAR(64) NOT NULL,
    sealed VARCHAR(1000) NOT NULL,
    masked VARCHAR(40) NOT NULL,
    label VARCHAR(200) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    project VARCHAR(200),
    note VARCHAR(1000) NOT NULL,
    enabled BOOLEAN NOT NULL,
    created_at DATETIME(3) NOT NULL,
    changed_at DATETIME(3) NOT NULL,
    last_used_at DATETIME(3),
    uses BIGINT NOT NULL,
    failures INT NOT NULL,
    last_failure_at DATETIME(3),
    last_failure VARCHAR(500),
    refusal VARCHAR(30),
    refusal_reason VARCHAR(500),
    refused_at DATETIME(3),
    PRIMARY KEY (id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE UNIQUE INDEX ux_pollux_key_lookup ON t_pollux_key (lookup);
CREATE INDEX ix_pollux_key_changed ON t_pollux_key (changed_at);

-- Deleted keys, so that the environment does not bring them back and other nodes hear of it. Owner: keys.
CREATE TABLE t_pollux_key_tombstone (
    lookup CHAR(64) NOT NULL,
    key_id BIGINT NOT NULL,
    masked VARCHAR(40) NOT NULL,
    deleted_at DATETIME(3) NOT NULL,
    PRIMARY KEY (lookup)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE INDEX ix_pollux_key_tombstone_deleted ON t_pollux_key_tombstone (deleted_at);

-- Cool-downs that outlive a restart. Owner: keys.
CREATE TABLE t_pollux_cooldown (
    scope VARCHAR(250) NOT NULL,
    model VARCHAR(200) NOT NULL,
    ends_at DATETIME(3) NOT NULL,
    reason VARCHAR(500) NOT NULL,
    provenance VARCHAR(20) NOT NULL,
    PRIMARY KEY (scope, model)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE INDEX ix_pollux_cooldown_ends ON t_pollux_cooldown (ends_at);

-- The administrator's token, as a hash. Owner: clients.
CREATE TABLE t_pollux_token (
    hash CHAR(64) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (hash)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Small facts about this database: the master key's check value, what has been done once. Owner: storage.
CREATE TABLE t_pollux_mark (
    name VARCHAR(100) NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (name)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row per upstream attempt. Owner: journal.
ALTER TABLE t_request_log ADD COLUMN (
    call_id VARCHAR(64),
    attempt INT,
    caller VARCHAR(64),
    caller_name VARCHAR(200),
    dialect VARCHAR(20),
    operation VARCHAR(30),
    key_id BIGINT,
    egress VARCHAR(200),
    first_byte_ms INT,
    prompt_tokens INT,
    cached_tokens INT,
    output_tokens INT,
    thought_tokens INT,
    total_tokens INT,
    ending VARCHAR(20),
    fault VARCHAR(20),
    failure VARCHAR(30)
);

CREATE INDEX ix_request_log_time ON t_request_log (request_time);
CREATE INDEX ix_request_log_key ON t_request_log (api_key, request_time);
CREATE INDEX ix_request_log_key_id ON t_request_log (key_id, request_time);
CREATE INDEX ix_request_log_status ON t_request_log (status_code, request_time);
CREATE INDEX ix_request_log_call ON t_request_log (call_id);

-- One row per failed attempt. Owner: journal.
ALTER TABLE t_error_logs ADD COLUMN (
    call_id VARCHAR(64),
    attempt INT,
    caller VARCHAR(64),
    caller_name VARCHAR(200),
    dialect VARCHAR(20),
    operation VARCHAR(30),
    key_id BIGINT,
    egress VARCHAR(200),
    ending VARCHAR(20),
    fault VARCHAR(20),
    failure VARCHAR(30)
);

CREATE INDEX ix_error_logs_time ON t_error_logs (request_time);
CREATE INDEX ix_error_logs_key ON t_error_logs (gemini_key, request_time);
CREATE INDEX ix_error_logs_code ON t_error_logs (error_code, request_time);
CREATE INDEX ix_error_logs_call ON t_error_logs (call_id);
