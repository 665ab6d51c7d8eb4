-- How a file goes, and how the person wants it to go: where the two differ, what the server holds of it is taken back first.
ALTER TABLE outbox_attachment ADD COLUMN is_link INTEGER NOT NULL DEFAULT 0 CHECK (is_link IN (0, 1));
ALTER TABLE outbox_attachment ADD COLUMN wants_link INTEGER NOT NULL DEFAULT 0 CHECK (wants_link IN (0, 1));

-- The smallest encoded size that a mailbox called too large. No answer of the service names the limit itself.
CREATE TABLE learnt_limit (
  account       TEXT PRIMARY KEY,
  refused_bytes INTEGER NOT NULL CHECK (refused_bytes > 0),
  at_ms         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
