-- Prompts that the administrator keeps. Owner: prompts.
CREATE TABLE t_pollux_prompt (
    name VARCHAR(100) NOT NULL,
    content MEDIUMTEXT NOT NULL,
    changed_at DATETIME(3) NOT NULL,
    PRIMARY KEY (name)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
