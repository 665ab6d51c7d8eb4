-- The order in which a person wants the messages of a mailbox to go. 0: as they came; the lower, the earlier.
ALTER TABLE outbox ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN place INTEGER NOT NULL DEFAULT 0;

-- A claim finds the first of each mailbox by one seek, so the place is part of both orders.
DROP INDEX job_best;
DROP INDEX job_oldest;
CREATE INDEX job_best ON job (lane, kind, mailbox, priority, place, run_at_ms, id) WHERE state = 'ready';
CREATE INDEX job_oldest ON job (lane, kind, mailbox, place, id) WHERE state = 'ready';
