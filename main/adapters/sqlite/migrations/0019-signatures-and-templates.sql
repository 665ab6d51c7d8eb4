-- What ends the messages of a mailbox. Signing out keeps them: the mailbox may come back.
CREATE TABLE signature (
  id          TEXT PRIMARY KEY,
  account     TEXT NOT NULL,
  name        TEXT NOT NULL,
  html        TEXT NOT NULL,
  for_new     INTEGER NOT NULL CHECK (for_new IN (0, 1)),
  for_replies INTEGER NOT NULL CHECK (for_replies IN (0, 1)),
  saved_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX signature_by_name ON signature (account, name COLLATE NOCASE);
CREATE UNIQUE INDEX signature_for_new ON signature (account) WHERE for_new = 1;
CREATE UNIQUE INDEX signature_for_replies ON signature (account) WHERE for_replies = 1;

-- Small pictures, at most 500 KB each: they go with every message, so they live here and not among its files.
CREATE TABLE signature_picture (
  signature_id TEXT NOT NULL REFERENCES signature (id) ON DELETE CASCADE,
  content_id   TEXT NOT NULL,
  name         TEXT NOT NULL,
  content_type TEXT NOT NULL,
  bytes        BLOB NOT NULL CHECK (length(bytes) <= 500000),
  PRIMARY KEY (signature_id, content_id)
) STRICT;

CREATE TABLE template (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  subject     TEXT NOT NULL,
  html        TEXT NOT NULL,
  variables   TEXT NOT NULL CHECK (json_valid(variables)),
  saved_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX template_by_name ON template (name COLLATE NOCASE);
