/**
 * Subscriptions and what is still to be sent to them. Triggers write the notifications in the transaction of the
 * change, so that neither a kill nor a forgotten call loses one. `due_at_ms` is null until the sender has looked at it;
 * until then, further changes of the same message are the same notification.
 */
export const subscriptionSchema = `
CREATE TABLE IF NOT EXISTS subscription (
  id TEXT PRIMARY KEY, creator_id TEXT NOT NULL REFERENCES user,
  user_id TEXT NOT NULL REFERENCES user, folder_id TEXT,
  resource TEXT NOT NULL, change_types TEXT NOT NULL, notification_url TEXT NOT NULL, lifecycle_url TEXT,
  client_state TEXT, immutable_ids INTEGER NOT NULL, expires_at_ms INTEGER NOT NULL,
  suspended_from_ms INTEGER, is_removed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE IF NOT EXISTS notification (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  subscription_id TEXT NOT NULL REFERENCES subscription ON DELETE CASCADE,
  kind TEXT NOT NULL, immutable_id TEXT NOT NULL DEFAULT '', rest_id TEXT NOT NULL DEFAULT '', change_key TEXT NOT NULL DEFAULT '',
  due_at_ms INTEGER, first_at_ms INTEGER, attempts INTEGER NOT NULL DEFAULT 0, is_forged INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS notification_message ON notification (subscription_id, immutable_id);
CREATE INDEX IF NOT EXISTS notification_due ON notification (due_at_ms);

CREATE TABLE IF NOT EXISTS notification_count (what TEXT PRIMARY KEY, times INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS notify_created AFTER INSERT ON message BEGIN
  INSERT INTO notification (subscription_id, kind, immutable_id, rest_id, change_key)
    SELECT s.id, 'created', new.immutable_id, new.rest_id, new.change_key FROM subscription s
    WHERE s.user_id = new.user_id AND (s.folder_id IS NULL OR s.folder_id = new.folder_id)
      AND s.change_types LIKE '%created%' AND s.is_removed = 0;
END;
CREATE TRIGGER IF NOT EXISTS notify_updated AFTER UPDATE ON message BEGIN
  INSERT INTO notification (subscription_id, kind, immutable_id, rest_id, change_key)
    SELECT s.id, 'deleted', old.immutable_id, old.rest_id, old.change_key FROM subscription s
    WHERE s.folder_id = old.folder_id AND old.folder_id <> new.folder_id
      AND s.change_types LIKE '%deleted%' AND s.is_removed = 0;
  INSERT INTO notification (subscription_id, kind, immutable_id, rest_id, change_key)
    SELECT s.id, 'created', new.immutable_id, new.rest_id, new.change_key FROM subscription s
    WHERE s.folder_id = new.folder_id AND old.folder_id <> new.folder_id
      AND s.change_types LIKE '%created%' AND s.is_removed = 0;
  INSERT INTO notification (subscription_id, kind, immutable_id, rest_id, change_key)
    SELECT s.id, 'updated', new.immutable_id, new.rest_id, new.change_key FROM subscription s
    WHERE s.user_id = new.user_id
      AND (s.folder_id IS NULL OR (s.folder_id = new.folder_id AND old.folder_id = new.folder_id))
      AND s.change_types LIKE '%updated%' AND s.is_removed = 0
      AND NOT EXISTS (SELECT 1 FROM notification p WHERE p.subscription_id = s.id
                      AND p.immutable_id = new.immutable_id AND p.due_at_ms IS NULL);
END;
CREATE TRIGGER IF NOT EXISTS notify_deleted AFTER DELETE ON message BEGIN
  INSERT INTO notification (subscription_id, kind, immutable_id, rest_id, change_key)
    SELECT s.id, 'deleted', old.immutable_id, old.rest_id, old.change_key FROM subscription s
    WHERE s.user_id = old.user_id AND (s.folder_id IS NULL OR s.folder_id = old.folder_id)
      AND s.change_types LIKE '%deleted%' AND s.is_removed = 0;
END;
`;
