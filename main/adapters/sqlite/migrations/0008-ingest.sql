-- Files of no bytes can be received, though never sent: the blob table lets go of its lower bound.
CREATE TABLE blob_rebuilt (
  sha256        TEXT PRIMARY KEY CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  size_bytes    INTEGER NOT NULL CHECK (size_bytes >= 0),
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO blob_rebuilt SELECT sha256, size_bytes, created_at_ms FROM blob;
DROP TABLE blob;
ALTER TABLE blob_rebuilt RENAME TO blob;

-- Folders that are followed, and how far. Protocol: docs/specs/ingest-protocol.md.
CREATE TABLE mail_folder (
  account          TEXT    NOT NULL,
  folder_id        TEXT    NOT NULL,               -- as the service named it, or its well-known name
  name             TEXT    NOT NULL,
  -- Messages received before this moment are passed over; NULL: none are.
  since_ms         INTEGER,
  phase            TEXT    NOT NULL DEFAULT 'first' CHECK (phase IN ('first', 'steady', 'resync')),
  -- Each full sweep has its number. A message that the newest finished sweep did not show is not in the folder any more.
  generation       INTEGER NOT NULL DEFAULT 1,
  -- Where to go on, sealed: such a link opens the folder to whoever has it. NULL: from the beginning.
  sealed_link      TEXT,
  followed_at_ms   INTEGER NOT NULL,
  last_page_at_ms  INTEGER,
  last_round_at_ms INTEGER,                        -- when a round last ended with a delta link
  PRIMARY KEY (account, folder_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  id               INTEGER PRIMARY KEY,
  account          TEXT    NOT NULL,
  message_id       TEXT    NOT NULL,               -- immutable id, compared byte by byte
  folder_id        TEXT,                           -- where it was last seen; NULL: only a notification told of it
  generation       INTEGER NOT NULL DEFAULT 0,     -- the sweep that last showed it
  state            TEXT    NOT NULL DEFAULT 'noticed'
    CHECK (state IN ('noticed', 'listed', 'complete', 'gone', 'needsYou')),
  noticed_at_ms    INTEGER NOT NULL,
  complete_at_ms   INTEGER,
  removed_at_ms    INTEGER,                        -- not in its folder any more; what was stored stays
  internet_message_id TEXT,
  conversation_id  TEXT,
  subject          TEXT,
  from_name        TEXT,
  from_address     TEXT,
  recipients       TEXT CHECK (recipients IS NULL OR json_valid(recipients)), -- {to: […], cc: […]}
  received_at_ms   INTEGER,
  error            TEXT CHECK (error IS NULL OR json_valid(error)),
  UNIQUE (account, message_id)
) STRICT;
CREATE INDEX message_by_folder ON message (account, folder_id, generation) WHERE removed_at_ms IS NULL;
CREATE INDEX message_needs_you ON message (id) WHERE state = 'needsYou';
CREATE INDEX message_open ON message (account, folder_id, noticed_at_ms) WHERE state IN ('noticed', 'listed');

-- Bodies of messages that carry files, to be read beside them. Apart, so that lists never touch them.
CREATE TABLE message_body (
  message      INTEGER PRIMARY KEY REFERENCES message (id),
  content_type TEXT NOT NULL CHECK (content_type IN ('text', 'html')),
  content      TEXT NOT NULL
) STRICT;

-- One row an attachment. The pair (message, attachment_id) is its identity, neither name nor hash is.
CREATE TABLE file (
  -- Sorts by the moment of receipt: milliseconds since 1970 times 2048, plus a number among those of the same moment.
  id              INTEGER PRIMARY KEY,
  message         INTEGER NOT NULL REFERENCES message (id),
  attachment_id   TEXT    NOT NULL,
  kind            TEXT    NOT NULL CHECK (kind IN ('file', 'item', 'link')),
  name            TEXT    NOT NULL,                -- as the sender wrote it: data, never a path
  content_type    TEXT    NOT NULL,
  content_id      TEXT,
  is_inline       INTEGER NOT NULL CHECK (is_inline IN (0, 1)), -- shown by the text; the service's own flag may be wrong
  type            TEXT    NOT NULL,                -- what people call it: image, pdf, sheet …
  state           TEXT    NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'downloading', 'stored', 'link', 'gone', 'needsYou')),
  size_bytes      INTEGER,                         -- as received; what the service reports is no file length
  sha256          TEXT    REFERENCES blob (sha256),
  has_copies      INTEGER NOT NULL DEFAULT 0 CHECK (has_copies IN (0, 1)), -- another message brought the same bytes
  queued_at_ms    INTEGER NOT NULL,
  started_at_ms   INTEGER,
  stored_at_ms    INTEGER,
  error           TEXT CHECK (error IS NULL OR json_valid(error)),
  -- What lists sort and filter by, copied from the message so that one index does.
  account         TEXT    NOT NULL,
  received_at_ms  INTEGER NOT NULL,
  sender          TEXT    NOT NULL,                -- lower case: name and address
  UNIQUE (message, attachment_id),
  CHECK (state <> 'stored' OR (sha256 IS NOT NULL AND size_bytes IS NOT NULL AND stored_at_ms IS NOT NULL))
) STRICT;
CREATE INDEX file_by_sha256 ON file (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX file_open ON file (state, message) WHERE state IN ('queued', 'downloading');
CREATE INDEX file_needs_you ON file (id) WHERE state = 'needsYou';

CREATE TABLE notification (
  id             INTEGER PRIMARY KEY,
  subscription   TEXT    NOT NULL,
  kind           TEXT    NOT NULL,
  item_sha256    TEXT    NOT NULL UNIQUE,          -- the same item again is no news
  received_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE subscription (
  id              TEXT    PRIMARY KEY,             -- the service's
  account         TEXT    NOT NULL,
  folder_id       TEXT    NOT NULL,
  sealed_client_state TEXT NOT NULL,
  notification_url TEXT   NOT NULL,
  expires_at_ms   INTEGER NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  renewed_at_ms   INTEGER,
  UNIQUE (account, folder_id)
) STRICT, WITHOUT ROWID;
