/**
 * What reading clients need. Triggers keep the change log, so that no way of changing a message can forget it: a row
 * says what became of a message in a folder, and every change gives the row a new, higher number.
 */
export const inboundSchema = `
CREATE TABLE IF NOT EXISTS folder_change (
  change INTEGER PRIMARY KEY AUTOINCREMENT,
  folder_id TEXT NOT NULL, message_n INTEGER NOT NULL, kind TEXT NOT NULL,
  immutable_id TEXT NOT NULL, rest_id TEXT NOT NULL,
  UNIQUE (folder_id, message_n)
) STRICT;
CREATE INDEX IF NOT EXISTS folder_change_order ON folder_change (folder_id, change);
CREATE INDEX IF NOT EXISTS message_visible ON message (folder_id, visible_at_ms);

CREATE TRIGGER IF NOT EXISTS message_arrived AFTER INSERT ON message BEGIN
  INSERT OR REPLACE INTO folder_change (folder_id, message_n, kind, immutable_id, rest_id)
    VALUES (new.folder_id, new.n, 'present', new.immutable_id, new.rest_id);
END;
CREATE TRIGGER IF NOT EXISTS message_changed AFTER UPDATE ON message BEGIN
  INSERT OR REPLACE INTO folder_change (folder_id, message_n, kind, immutable_id, rest_id)
    SELECT old.folder_id, old.n, 'changed', old.immutable_id, old.rest_id WHERE old.folder_id <> new.folder_id;
  INSERT OR REPLACE INTO folder_change (folder_id, message_n, kind, immutable_id, rest_id)
    VALUES (new.folder_id, new.n, 'present', new.immutable_id, new.rest_id);
END;
CREATE TRIGGER IF NOT EXISTS message_removed AFTER DELETE ON message BEGIN
  INSERT OR REPLACE INTO folder_change (folder_id, message_n, kind, immutable_id, rest_id)
    VALUES (old.folder_id, old.n, 'deleted', old.immutable_id, old.rest_id);
END;

-- A store that is older than the change log.
INSERT INTO folder_change (folder_id, message_n, kind, immutable_id, rest_id)
  SELECT folder_id, n, 'present', immutable_id, rest_id FROM message
  WHERE NOT EXISTS (SELECT 1 FROM folder_change) ORDER BY n;

-- Delta tokens of an older generation are dead.
CREATE TABLE IF NOT EXISTS delta_generation (
  folder_id TEXT PRIMARY KEY REFERENCES folder, generation INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Bytes that are computed from a seed whenever they are read, instead of being a file.
CREATE TABLE IF NOT EXISTS seeded_blob (
  blob_id TEXT PRIMARY KEY REFERENCES blob ON DELETE CASCADE, seed TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
