-- One row a message, from Send to its end, and its files. Steps: main/core/outbox/outbox-record.ts.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  key TEXT NOT NULL,
  content_digest TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content)),
  path TEXT NOT NULL CHECK (path IN ('draft', 'direct')),
  step TEXT NOT NULL DEFAULT 'staged' CHECK (
    step IN (
      'staged', 'drafting', 'drafted', 'sealing', 'sealed', 'sending',
      'accepted', 'sent', 'unknown', 'needsHuman', 'failed', 'cancelled'
    )
  ),
  submitted_at_ms INTEGER,
  paused_at_ms INTEGER,
  draft_id TEXT,
  draft_digest TEXT,
  draft_tries INTEGER NOT NULL DEFAULT 0,
  draft_tried_at_ms INTEGER,
  sends INTEGER NOT NULL DEFAULT 0,
  send_tried_at_ms INTEGER,
  accepted_at_ms INTEGER,
  looks INTEGER NOT NULL DEFAULT 0,
  first_look_at_ms INTEGER,
  draft_sightings INTEGER NOT NULL DEFAULT 0,
  sent_id TEXT,
  wait TEXT CHECK (wait IS NULL OR json_valid(wait)),
  error TEXT CHECK (error IS NULL OR json_valid(error)),
  correlation_id TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  UNIQUE (account, key)
) STRICT;

CREATE INDEX outbox_by_step ON outbox (step, created_at_ms);

CREATE TABLE outbox_attachment (
  outbox_id TEXT NOT NULL REFERENCES outbox (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  content_id TEXT,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES blob (sha256),
  mode TEXT NOT NULL CHECK (mode IN ('small', 'session')),
  step TEXT NOT NULL DEFAULT 'waiting' CHECK (step IN ('waiting', 'open', 'done')),
  -- A bearer URL: only ever stored sealed.
  sealed_upload_url TEXT,
  session_expires_at_ms INTEGER,
  confirmed_bytes INTEGER NOT NULL DEFAULT 0 CHECK (confirmed_bytes BETWEEN 0 AND size_bytes),
  remote_id TEXT,
  PRIMARY KEY (outbox_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_attachment_by_blob ON outbox_attachment (sha256);

-- Append-only: what happened to a message, for the person who has to decide.
CREATE TABLE outbox_journal (
  id INTEGER PRIMARY KEY,
  outbox_id TEXT NOT NULL REFERENCES outbox (id),
  at_ms INTEGER NOT NULL,
  step TEXT NOT NULL,
  what TEXT NOT NULL,
  request_id TEXT
) STRICT;

CREATE INDEX outbox_journal_by_message ON outbox_journal (outbox_id, id);
