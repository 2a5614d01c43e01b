-- A batch of the journal whose commit was not acknowledged is written again; what had been committed is refused then.
-- Rows of gemini-balance have no call_id, and these indexes take any number of them.
CREATE UNIQUE INDEX ux_request_log_attempt ON t_request_log (call_id, attempt);
CREATE UNIQUE INDEX ux_error_logs_attempt ON t_error_logs (call_id, attempt);

ALTER TABLE t_request_log DROP INDEX ix_request_log_call;
ALTER TABLE t_error_logs DROP INDEX ix_error_logs_call;
