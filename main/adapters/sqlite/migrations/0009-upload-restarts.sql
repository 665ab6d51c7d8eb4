-- Where an upload stood when it last had to begin again, and why: the only reason for a ribbon to run backwards.
ALTER TABLE outbox_attachment ADD COLUMN restart_bytes INTEGER CHECK (restart_bytes > 0);
ALTER TABLE outbox_attachment ADD COLUMN restart_why TEXT CHECK ((restart_why IS NULL) = (restart_bytes IS NULL));
