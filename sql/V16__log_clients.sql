-- The calls of one client are looked for by its name, and may be few. Owner: journal.
CREATE INDEX ix_request_log_client ON t_request_log (caller_name, request_time);
