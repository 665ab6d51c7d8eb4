/** Files of the people's drives, two folders deep as clients of this service make them, and the uploads into them. */
export const driveSchema = `
CREATE TABLE IF NOT EXISTS drive_item (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES user, folder TEXT NOT NULL COLLATE NOCASE,
  name TEXT NOT NULL COLLATE NOCASE, blob_id TEXT NOT NULL REFERENCES blob, modified_at_ms INTEGER NOT NULL,
  UNIQUE (user_id, folder, name)
) STRICT;
CREATE INDEX IF NOT EXISTS drive_item_blob ON drive_item (blob_id);
CREATE TABLE IF NOT EXISTS drive_link (
  item_id TEXT NOT NULL REFERENCES drive_item ON DELETE CASCADE, scope TEXT NOT NULL, url TEXT NOT NULL,
  PRIMARY KEY (item_id, scope)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS drive_grant (
  item_id TEXT NOT NULL REFERENCES drive_item ON DELETE CASCADE, address TEXT NOT NULL COLLATE NOCASE,
  PRIMARY KEY (item_id, address)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS drive_upload (
  id TEXT PRIMARY KEY, auth_token TEXT NOT NULL, user_id TEXT NOT NULL REFERENCES user, folder TEXT NOT NULL,
  name TEXT NOT NULL, conflict TEXT NOT NULL, blob_id TEXT NOT NULL REFERENCES blob,
  offset_bytes INTEGER NOT NULL, expires_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS drive_upload_blob ON drive_upload (blob_id);
`;
