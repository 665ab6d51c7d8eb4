-- Mail merges: a table, what becomes of each of its rows, and which message was made of it. docs/specs/mail-merge.md.
CREATE TABLE merge (
  id                   TEXT    PRIMARY KEY,
  key                  TEXT    NOT NULL UNIQUE,       -- the same click twice is one merge
  account              TEXT    NOT NULL,
  name                 TEXT    NOT NULL,
  plan                 TEXT    NOT NULL CHECK (json_valid(plan)),
  columns              TEXT    NOT NULL CHECK (json_valid(columns)),
  state                TEXT    NOT NULL DEFAULT 'making' CHECK (
    state IN ('making', 'review', 'sending', 'paused', 'stopped', 'done', 'discarding', 'discarded')
  ),
  reason               TEXT,
  send_at_once         INTEGER NOT NULL CHECK (send_at_once IN (0, 1)),
  per_minute           INTEGER NOT NULL CHECK (per_minute > 0),
  pause_after_failures INTEGER NOT NULL CHECK (pause_after_failures > 0),
  next_at_ms           INTEGER NOT NULL,              -- when the next messages may be handed over
  judged_from_ms       INTEGER NOT NULL DEFAULT 0,    -- what ended before is not judged again after a resume
  created_at_ms        INTEGER NOT NULL,
  ended_at_ms          INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE merge_row (
  merge     TEXT    NOT NULL REFERENCES merge (id) ON DELETE CASCADE,
  row       INTEGER NOT NULL CHECK (row >= 2),        -- as a spreadsheet counts: the names are row 1
  cells     TEXT    NOT NULL CHECK (json_valid(cells)),
  problems  TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(problems)),
  blocked   INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
  outbox_id TEXT    UNIQUE REFERENCES outbox (id),
  PRIMARY KEY (merge, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_row_unmade ON merge_row (merge, row) WHERE outbox_id IS NULL AND blocked = 0;

-- Snapshots of the files that every message gets, held from the first moment on.
CREATE TABLE merge_file (
  merge        TEXT    NOT NULL REFERENCES merge (id) ON DELETE CASCADE,
  position     INTEGER NOT NULL,
  name         TEXT    NOT NULL,
  content_type TEXT    NOT NULL,
  size_bytes   INTEGER NOT NULL,
  sha256       TEXT    NOT NULL REFERENCES blob (sha256),
  mode         TEXT    NOT NULL CHECK (mode IN ('small', 'session')),
  PRIMARY KEY (merge, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_file_by_blob ON merge_file (sha256);
