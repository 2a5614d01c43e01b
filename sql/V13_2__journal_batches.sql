-- Which batch each writer of the journal has committed last: so one whose commit was not acknowledged is known by whoever is
-- about to write it again. Owner: journal.
CREATE TABLE t_pollux_journal_batch (
    writer CHAR(36) NOT NULL,
    batch BIGINT NOT NULL,
    written_at DATETIME(3) NOT NULL,
    PRIMARY KEY (writer)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
