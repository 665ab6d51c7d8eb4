/** The whole state of the tenant. Times are UTC milliseconds; attachment bytes are files named after their blob id. */
export const schema = `
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS user (
  id TEXT PRIMARY KEY, address TEXT NOT NULL UNIQUE COLLATE NOCASE, display_name TEXT NOT NULL, tenant_id TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS folder (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES user, well_known TEXT NOT NULL, display_name TEXT NOT NULL,
  UNIQUE (user_id, well_known)
) STRICT;

CREATE TABLE IF NOT EXISTS message (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  immutable_id TEXT NOT NULL UNIQUE, rest_id TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES user, folder_id TEXT NOT NULL REFERENCES folder,
  is_draft INTEGER NOT NULL, change_key TEXT NOT NULL,
  internet_message_id TEXT NOT NULL, conversation_id TEXT NOT NULL, subject TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL, modified_at_ms INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL, sent_at_ms INTEGER NOT NULL,
  is_read INTEGER NOT NULL, importance TEXT NOT NULL, has_attachments INTEGER NOT NULL, from_address TEXT NOT NULL,
  visible_at_ms INTEGER NOT NULL,
  properties TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS message_folder ON message (folder_id, received_at_ms);
CREATE INDEX IF NOT EXISTS message_user ON message (user_id, received_at_ms);
CREATE INDEX IF NOT EXISTS message_internet_id ON message (internet_message_id);

-- The ids a message had before it moved: only a service that delivers a consumed draft again looks here.
CREATE TABLE IF NOT EXISTS former_id (
  id TEXT PRIMARY KEY, message_n INTEGER NOT NULL REFERENCES message ON DELETE CASCADE
) STRICT;

CREATE TABLE IF NOT EXISTS extended_property (
  message_n INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
  id TEXT NOT NULL, value TEXT NOT NULL, filterable_at_ms INTEGER NOT NULL,
  PRIMARY KEY (message_n, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS blob (id TEXT PRIMARY KEY, size_bytes INTEGER NOT NULL, sha256 TEXT) STRICT;

CREATE TABLE IF NOT EXISTS attachment (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  message_n INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
  kind TEXT NOT NULL, name TEXT NOT NULL, content_type TEXT, cid TEXT, is_inline INTEGER NOT NULL,
  modified_at_ms INTEGER NOT NULL, blob_id TEXT NOT NULL REFERENCES blob
) STRICT;
CREATE INDEX IF NOT EXISTS attachment_message ON attachment (message_n);
CREATE INDEX IF NOT EXISTS attachment_blob ON attachment (blob_id);

CREATE TABLE IF NOT EXISTS upload_session (
  id TEXT PRIMARY KEY, auth_token TEXT NOT NULL,
  message_n INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES user, blob_id TEXT NOT NULL REFERENCES blob,
  name TEXT NOT NULL, content_type TEXT, cid TEXT, is_inline INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL, offset_bytes INTEGER NOT NULL, expires_at_ms INTEGER NOT NULL
) STRICT;

-- One accepted send. It is what will be delivered and, once delivered, the truth that a harness compares with.
CREATE TABLE IF NOT EXISTS submission (
  n INTEGER PRIMARY KEY, user_id TEXT NOT NULL REFERENCES user, message_n INTEGER,
  save_to_sent INTEGER NOT NULL, accepted_at_ms INTEGER NOT NULL,
  leaves_at_ms INTEGER NOT NULL, left INTEGER NOT NULL DEFAULT 0,
  deliver_at_ms INTEGER NOT NULL, delivered_at_ms INTEGER,
  internet_message_id TEXT NOT NULL, conversation_id TEXT NOT NULL, subject TEXT NOT NULL, importance TEXT NOT NULL,
  properties TEXT NOT NULL, extended_properties TEXT NOT NULL, outcomes TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS submission_open ON submission (deliver_at_ms) WHERE delivered_at_ms IS NULL;
CREATE INDEX IF NOT EXISTS submission_message ON submission (message_n);
CREATE TABLE IF NOT EXISTS submission_attachment (
  n INTEGER PRIMARY KEY, submission_n INTEGER NOT NULL REFERENCES submission ON DELETE CASCADE,
  name TEXT NOT NULL, content_type TEXT, cid TEXT, is_inline INTEGER NOT NULL, kind TEXT NOT NULL,
  blob_id TEXT NOT NULL REFERENCES blob
) STRICT;
CREATE INDEX IF NOT EXISTS submission_attachment_owner ON submission_attachment (submission_n);
CREATE INDEX IF NOT EXISTS submission_attachment_blob ON submission_attachment (blob_id);

CREATE TABLE IF NOT EXISTS traffic (
  user_id TEXT NOT NULL, second INTEGER NOT NULL, requests INTEGER NOT NULL, upload_bytes INTEGER NOT NULL,
  PRIMARY KEY (user_id, second)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS retry_window (
  user_id TEXT PRIMARY KEY, answered_at_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS fault (
  n INTEGER PRIMARY KEY, rule TEXT NOT NULL, seen INTEGER NOT NULL DEFAULT 0, used INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS request_log (
  n INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, duration_ms INTEGER NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL,
  mailbox TEXT, status INTEGER, body_bytes INTEGER NOT NULL, fault TEXT, client_request_id TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS violation (
  n INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, kind TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, detail TEXT NOT NULL
) STRICT;
`;
