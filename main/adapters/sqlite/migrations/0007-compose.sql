-- A message while it is written: what was typed, as typed, beside the row that will carry it through sending.
CREATE TABLE composition (
  outbox_id TEXT PRIMARY KEY REFERENCES outbox (id),
  revision INTEGER NOT NULL,
  text TEXT NOT NULL CHECK (json_valid(text)),
  saved_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which edition of the content the draft in the mailbox has. Mail sent whole, as from the command line, has one edition.
ALTER TABLE outbox ADD COLUMN content_revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN written_revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN written_at_ms INTEGER;
-- The end of the time for Undo.
ALTER TABLE outbox ADD COLUMN hold_until_ms INTEGER;

ALTER TABLE outbox_attachment ADD COLUMN ordinal INTEGER NOT NULL DEFAULT 0;
-- Taken off by a person; the row stays until the server has let go of it too.
ALTER TABLE outbox_attachment ADD COLUMN removing INTEGER NOT NULL DEFAULT 0 CHECK (removing IN (0, 1));
-- Where it came from, to notice that it changed. Never leaves the engine.
ALTER TABLE outbox_attachment ADD COLUMN source_path TEXT;
ALTER TABLE outbox_attachment ADD COLUMN source_size_bytes INTEGER;
ALTER TABLE outbox_attachment ADD COLUMN source_modified_ms REAL;
