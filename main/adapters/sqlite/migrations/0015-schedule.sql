-- When a message is to leave, and when a person wanted it back from the service that keeps it until then.
ALTER TABLE outbox ADD COLUMN send_at_ms INTEGER;
ALTER TABLE outbox ADD COLUMN recall_asked_at_ms INTEGER;
