-- What the operator says of a project: its limits, as JSON by model, and until when a model is tried in spite of any limit.
-- limited_at is when the limits were last set; what Google says later counts too. Owner: keys.
CREATE TABLE t_pollux_project (
    scope VARCHAR(250) NOT NULL,
    limits VARCHAR(6000) NOT NULL,
    limited_at DATETIME(3) NOT NULL,
    waivers VARCHAR(4000) NOT NULL,
    note VARCHAR(1000) NOT NULL,
    changed_at DATETIME(3) NOT NULL,
    PRIMARY KEY (scope)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE INDEX ix_pollux_project_changed ON t_pollux_project (changed_at);

-- Keys that the operator knows not to share a project, by pairs, the lower id first. Owner: keys.
CREATE TABLE t_pollux_key_apart (
    one_id BIGINT NOT NULL,
    other_id BIGINT NOT NULL,
    said_at DATETIME(3) NOT NULL,
    PRIMARY KEY (one_id, other_id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
