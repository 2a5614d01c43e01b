-- The tables of gemini-balance, as it makes them: names, types, lengths, nullability. A database that has all four is
-- taken over with this file counted as done; IF NOT EXISTS serves those that an older gemini-balance left incomplete.

CREATE TABLE IF NOT EXISTS t_settings (
    id INT NOT NULL AUTO_INCREMENT,
    `key` VARCHAR(100) NOT NULL,
    `value` TEXT,
    description VARCHAR(255),
    created_at DATETIME,
    updated_at DATETIME,
    PRIMARY KEY (id),
    UNIQUE (`key`)
);

CREATE TABLE IF NOT EXISTS t_error_logs (
    id INT NOT NULL AUTO_INCREMENT,
    gemini_key VARCHAR(100),
    model_name VARCHAR(100),
    error_type VARCHAR(50),
    error_log TEXT,
    error_code INT,
    request_msg JSON,
    request_time DATETIME,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS t_request_log (
    id INT NOT NULL AUTO_INCREMENT,
    request_time DATETIME,
    model_name VARCHAR(100),
    api_key VARCHAR(100),
    is_success BOOLEAN NOT NULL,
    status_code INT,
    latency_ms INT,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS t_file_records (
    id INT NOT NULL AUTO_INCREMENT,
    name VARCHAR(255) NOT NULL,
    display_name VARCHAR(255),
    mime_type VARCHAR(100) NOT NULL,
    size_bytes BIGINT NOT NULL,
    sha256_hash VARCHAR(255),
    state ENUM('PROCESSING', 'ACTIVE', 'FAILED') NOT NULL,
    create_time DATETIME NOT NULL,
    update_time DATETIME NOT NULL,
    expiration_time DATETIME NOT NULL,
    uri VARCHAR(500) NOT NULL,
    api_key VARCHAR(100) NOT NULL,
    upload_url TEXT,
    user_token VARCHAR(100),
    upload_completed DATETIME,
    PRIMARY KEY (id),
    UNIQUE (name)
);
