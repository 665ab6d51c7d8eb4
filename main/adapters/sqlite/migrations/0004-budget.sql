-- What each mailbox has used of the service's limits. A slice is charged before the calls that it pays for.
CREATE TABLE budget_slice (
  mailbox  TEXT NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('requests', 'uploadBytes', 'messages')),
  start_ms INTEGER NOT NULL,
  used     INTEGER NOT NULL CHECK (used > 0),
  PRIMARY KEY (mailbox, kind, start_ms)
) STRICT, WITHOUT ROWID;

-- Until when the service asked a mailbox's requests to stay away.
CREATE TABLE mailbox_block (
  mailbox  TEXT PRIMARY KEY,
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
