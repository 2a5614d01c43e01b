-- What calls add up to, by steps of time: for the whole house and for each dialect, model, client, project and key. A row
-- grows by what is added to it, in the transaction that writes the calls. first_ and total_ count times until the first byte
-- and until the end of complete calls: step 00 ends at 20 ms, each further one twice as late. Owner: journal.
CREATE TABLE t_pollux_tally (
    dimension VARCHAR(10) NOT NULL,
    subject VARCHAR(200) NOT NULL,
    grain VARCHAR(12) NOT NULL,
    starts_at DATETIME NOT NULL,
    calls_complete INT NOT NULL,
    calls_failed INT NOT NULL,
    calls_cut INT NOT NULL,
    calls_abandoned INT NOT NULL,
    attempts INT NOT NULL,
    attempts_failed INT NOT NULL,
    input_tokens BIGINT NOT NULL,
    cached_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    thought_tokens BIGINT NOT NULL,
    first_00 INT NOT NULL, first_01 INT NOT NULL, first_02 INT NOT NULL, first_03 INT NOT NULL,
    first_04 INT NOT NULL, first_05 INT NOT NULL, first_06 INT NOT NULL, first_07 INT NOT NULL,
    first_08 INT NOT NULL, first_09 INT NOT NULL, first_10 INT NOT NULL, first_11 INT NOT NULL,
    first_12 INT NOT NULL, first_13 INT NOT NULL, first_14 INT NOT NULL, first_15 INT NOT NULL,
    total_00 INT NOT NULL, total_01 INT NOT NULL, total_02 INT NOT NULL, total_03 INT NOT NULL,
    total_04 INT NOT NULL, total_05 INT NOT NULL, total_06 INT NOT NULL, total_07 INT NOT NULL,
    total_08 INT NOT NULL, total_09 INT NOT NULL, total_10 INT NOT NULL, total_11 INT NOT NULL,
    total_12 INT NOT NULL, total_13 INT NOT NULL, total_14 INT NOT NULL, total_15 INT NOT NULL,
    PRIMARY KEY (dimension, subject, grain, starts_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE INDEX ix_pollux_tally_time ON t_pollux_tally (dimension, grain, starts_at);

-- How often what went wrong: one row for each name of a failure. Owner: journal.
CREATE TABLE t_pollux_tally_failure (
    dimension VARCHAR(10) NOT NULL,
    subject VARCHAR(200) NOT NULL,
    grain VARCHAR(12) NOT NULL,
    starts_at DATETIME NOT NULL,
    failure VARCHAR(30) NOT NULL,
    times INT NOT NULL,
    PRIMARY KEY (dimension, subject, grain, starts_at, failure)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE INDEX ix_pollux_tally_failure_time ON t_pollux_tally_failure (dimension, grain, starts_at);

-- The dashboard asks which keys were refused of late. Owner: keys.
CREATE INDEX ix_pollux_key_refused ON t_pollux_key (refused_at);
