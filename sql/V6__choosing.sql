-- Which keys an operator wants to be served first, and how much more often than others. Owner: keys.
ALTER TABLE t_pollux_key ADD COLUMN priority INT NOT NULL DEFAULT 0;
ALTER TABLE t_pollux_key ADD COLUMN weight INT NOT NULL DEFAULT 1;

-- Which keys an attempt did not get, and why. Owner: journal.
ALTER TABLE t_request_log ADD COLUMN passed_over TEXT;
