-- What a message sent and what it holds are two things: `sha256` stays for ever, `snapshot` names the bytes in the blob
-- store and becomes NULL when nothing can send them any more. docs/specs/send-protocol.md, What is left behind.
CREATE TABLE outbox_attachment_rebuilt (
  outbox_id TEXT NOT NULL REFERENCES outbox (id),
  position INTEGER NOT NULL,
  -- The place in the list that a person sees.
  ordinal INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  content_id TEXT,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  snapshot TEXT REFERENCES blob (sha256) CHECK (snapshot = sha256),
  mode TEXT NOT NULL CHECK (mode IN ('small', 'session')),
  step TEXT NOT NULL DEFAULT 'waiting' CHECK (step IN ('waiting', 'open', 'done')),
  -- A bearer URL: only ever stored sealed.
  sealed_upload_url TEXT,
  session_expires_at_ms INTEGER,
  confirmed_bytes INTEGER NOT NULL DEFAULT 0 CHECK (confirmed_bytes BETWEEN 0 AND size_bytes),
  remote_id TEXT,
  -- Taken off by a person; the row stays until the server has let go of it too.
  removing INTEGER NOT NULL DEFAULT 0 CHECK (removing IN (0, 1)),
  -- Where it came from, to notice that it changed. Never leaves the engine.
  source_path TEXT,
  source_size_bytes INTEGER,
  source_modified_ms REAL,
  -- Where its upload stood when it last had to begin again, and why.
  restart_bytes INTEGER CHECK (restart_bytes > 0),
  restart_why TEXT CHECK ((restart_why IS NULL) = (restart_bytes IS NULL)),
  PRIMARY KEY (outbox_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO outbox_attachment_rebuilt (
  outbox_id, position, ordinal, name, content_type, content_id, size_bytes, sha256, snapshot, mode, step,
  sealed_upload_url, session_expires_at_ms, confirmed_bytes, remote_id, removing, source_path, source_size_bytes,
  source_modified_ms, restart_bytes, restart_why)
SELECT
  outbox_id, position, ordinal, name, content_type, content_id, size_bytes, sha256, sha256, mode, step,
  sealed_upload_url, session_expires_at_ms, confirmed_bytes, remote_id, removing, source_path, source_size_bytes,
  source_modified_ms, restart_bytes, restart_why
FROM outbox_attachment;

DROP TABLE outbox_attachment;
ALTER TABLE outbox_attachment_rebuilt RENAME TO outbox_attachment;

CREATE INDEX outbox_attachment_by_blob ON outbox_attachment (snapshot) WHERE snapshot IS NOT NULL;
-- Few messages still hold their files, however many were sent: these alone are looked through.
CREATE INDEX outbox_attachment_held ON outbox_attachment (outbox_id) WHERE snapshot IS NOT NULL;
