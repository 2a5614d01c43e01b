-- Calls that were refused before any key was tried are looked for by themselves, and may be few; so may the errors of one key,
-- and those of calls that ended in some way. Owner: journal.
CREATE INDEX ix_error_logs_attempt ON t_error_logs (attempt, request_time);
CREATE INDEX ix_error_logs_key_id ON t_error_logs (key_id, request_time);
CREATE INDEX ix_error_logs_ending ON t_error_logs (ending, request_time);
