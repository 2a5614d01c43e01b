-- How long a call has waited for a key that did not come; stands in the row of its refusal. Owner: journal.
ALTER TABLE t_error_logs ADD COLUMN waited_ms INT;
