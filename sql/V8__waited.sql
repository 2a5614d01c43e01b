-- How long a call has waited for keys in all; stands in the row of its last attempt. Owner: journal.
ALTER TABLE t_request_log ADD COLUMN waited_ms INT;
