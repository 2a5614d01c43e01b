-- What the nodes do by the clock, one of them at a time: who has it in hand until when, what came of it last, and when it is
-- due again. Owner: rota.
CREATE TABLE t_pollux_job (
    name VARCHAR(60) NOT NULL,
    due_at DATETIME(3) NOT NULL,
    holder VARCHAR(100),
    held_until DATETIME(3),
    begun_at DATETIME(3),
    ended_at DATETIME(3),
    outcome VARCHAR(20),
    told VARCHAR(500),
    PRIMARY KEY (name)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
