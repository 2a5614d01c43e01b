-- Who changed which setting, and from what to what; texts of secrets are not kept. No text: nothing was stored. Owner: settings.
CREATE TABLE t_pollux_setting_change (
    id BIGINT NOT NULL AUTO_INCREMENT,
    changed_at DATETIME(3) NOT NULL,
    changed_by VARCHAR(200) NOT NULL,
    name VARCHAR(100) NOT NULL,
    secret BOOLEAN NOT NULL,
    before_text MEDIUMTEXT,
    after_text MEDIUMTEXT,
    PRIMARY KEY (id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE INDEX ix_pollux_setting_change_name ON t_pollux_setting_change (name, id);
