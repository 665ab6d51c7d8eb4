-- What is known of failures, so that they can be found, grouped and dealt with. docs/specs/replay.md.
ALTER TABLE job ADD COLUMN cause TEXT;               -- why it failed last, as one token; NULL once it ran to its end
ALTER TABLE job ADD COLUMN last_error_detail TEXT;
ALTER TABLE job ADD COLUMN discarded_at_ms INTEGER;  -- a person's word that nothing shall become of a dead job
ALTER TABLE job ADD COLUMN discarded_by TEXT;
ALTER TABLE job ADD COLUMN discard_reason TEXT;

UPDATE job SET last_error_detail = (
  SELECT error_detail FROM job_attempt WHERE job_id = job.id AND error_code IS NOT NULL ORDER BY n DESC LIMIT 1)
WHERE last_error_code IS NOT NULL;
UPDATE job SET cause = CASE
    WHEN death_reason = 'poison' THEN 'poison'
    WHEN death_reason = 'payload-unreadable' THEN 'payload_unreadable'
    ELSE last_error_code || coalesce((
      SELECT '_' || http_status FROM job_attempt
      WHERE job_id = job.id AND last_error_code IN ('graph_4xx', 'graph_5xx') AND error_code = last_error_code
        AND http_status IS NOT NULL ORDER BY n DESC LIMIT 1), '')
  END
WHERE last_error_code IS NOT NULL AND state NOT IN ('done', 'cancelled');
-- Whoever asked for the same work again had dealt with what died of it.
UPDATE job SET replayed_by = newest.id
FROM (SELECT dedupe_key, max(id) AS id FROM job WHERE dedupe_key IS NOT NULL GROUP BY dedupe_key) AS newest
WHERE job.state = 'dead' AND job.replayed_by IS NULL AND job.dedupe_key = newest.dedupe_key AND newest.id > job.id;

-- The order of lists: what failed last first, and behind it what never failed, newest first.
CREATE INDEX job_order ON job (coalesce(last_error_at_ms, -1), id);
CREATE INDEX job_order_of_state ON job (state, coalesce(last_error_at_ms, -1), id);
-- Dead letters that nobody has dealt with: few among many, and what people ask for.
CREATE INDEX job_open_order ON job (coalesce(last_error_at_ms, -1), id)
  WHERE state = 'dead' AND replayed_by IS NULL AND discarded_at_ms IS NULL;
CREATE INDEX job_open_cause ON job (cause, kind, coalesce(last_error_at_ms, -1), id)
  WHERE state = 'dead' AND replayed_by IS NULL AND discarded_at_ms IS NULL;
CREATE INDEX job_open_key ON job (dedupe_key)
  WHERE state = 'dead' AND replayed_by IS NULL AND discarded_at_ms IS NULL;
-- Ids that somebody pastes from a log or another screen.
CREATE INDEX job_correlation ON job (correlation_id) WHERE correlation_id IS NOT NULL;
CREATE INDEX job_of_message ON job (json_extract(payload, '$.messageId')) WHERE kind = 'ingest.message';
CREATE INDEX job_of_outbox ON job (json_extract(payload, '$.outboxId'))
  WHERE kind IN ('outbox.advance', 'outbox.discard-draft');

-- Its files stay to be fetched by hand, and need nobody any more.
ALTER TABLE message ADD COLUMN dismissed_at_ms INTEGER;
-- What its listing said; the service counts the encoding too, so that it is an estimate of what is to be fetched.
ALTER TABLE file ADD COLUMN reported_bytes INTEGER;

-- How jobs ended, a day (UTC) and kind: row J13.
CREATE TABLE job_outcome (
  day     TEXT    NOT NULL,
  kind    TEXT    NOT NULL,
  done    INTEGER NOT NULL DEFAULT 0,
  retried INTEGER NOT NULL DEFAULT 0,
  died    INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (day, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO job_outcome
  SELECT date(ended_at_ms / 1000, 'unixepoch'), kind, count(*) FILTER (WHERE outcome = 'done'),
    count(*) FILTER (WHERE outcome = 'retry'), count(*) FILTER (WHERE outcome = 'dead')
  FROM job_attempt JOIN job ON job.id = job_id WHERE outcome IN ('done', 'retry', 'dead') GROUP BY 1, 2;

-- Words by which a job is found. Contentless: the words are in the tables they came from.
CREATE VIRTUAL TABLE job_search USING fts5 (
  words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4', detail=none
);
CREATE VIEW job_words AS
  SELECT job.id, concat_ws(' ', job.title, job.cause, job.last_error_detail, account.address,
    coalesce(message.subject, json_extract(outbox.content, '$.subject'))) AS words
  FROM job
  LEFT JOIN account ON account.id = job.mailbox
  LEFT JOIN message ON job.kind = 'ingest.message' AND message.account = job.mailbox
    AND message.message_id = json_extract(job.payload, '$.messageId')
  LEFT JOIN outbox ON job.kind IN ('outbox.advance', 'outbox.discard-draft')
    AND outbox.id = json_extract(job.payload, '$.outboxId');
INSERT INTO job_search (rowid, words) SELECT id, words FROM job_words;

CREATE TRIGGER job_added AFTER INSERT ON job BEGIN
  INSERT INTO job_search (rowid, words) SELECT id, words FROM job_words WHERE id = new.id;
END;
CREATE TRIGGER job_reworded AFTER UPDATE OF title, cause, last_error_detail, payload ON job
WHEN (old.title, old.cause, old.last_error_detail, old.payload)
  IS NOT (new.title, new.cause, new.last_error_detail, new.payload)
BEGIN
  INSERT OR REPLACE INTO job_search (rowid, words) SELECT id, words FROM job_words WHERE id = new.id;
END;
CREATE TRIGGER job_removed AFTER DELETE ON job BEGIN
  DELETE FROM job_search WHERE rowid = old.id;
END;
CREATE TRIGGER message_reworded AFTER UPDATE OF subject ON message WHEN old.subject IS NOT new.subject BEGIN
  INSERT OR REPLACE INTO job_search (rowid, words) SELECT id, words FROM job_words WHERE id IN (
    SELECT id FROM job WHERE kind = 'ingest.message' AND json_extract(payload, '$.messageId') = new.message_id);
END;
CREATE TRIGGER outbox_reworded AFTER UPDATE OF content ON outbox
WHEN json_extract(old.content, '$.subject') IS NOT json_extract(new.content, '$.subject') BEGIN
  INSERT OR REPLACE INTO job_search (rowid, words) SELECT id, words FROM job_words WHERE id IN (
    SELECT id FROM job WHERE kind IN ('outbox.advance', 'outbox.discard-draft')
      AND json_extract(payload, '$.outboxId') = new.id);
END;

-- A person decided about the message in the outbox itself: its dead job has nothing left to be decided.
CREATE TRIGGER outbox_decided AFTER UPDATE OF step ON outbox
WHEN old.step = 'needsHuman' AND new.step IN ('sent', 'failed', 'cancelled') BEGIN
  UPDATE job SET discarded_at_ms = new.updated_at_ms, discard_reason = 'Decided in the outbox.'
  WHERE kind IN ('outbox.advance', 'outbox.discard-draft') AND json_extract(payload, '$.outboxId') = new.id
    AND kind = 'outbox.advance' AND state = 'dead' AND replayed_by IS NULL AND discarded_at_ms IS NULL;
END;

-- Append-only, each entry chained to the one before by its hash. docs/specs/audit-log.md.
CREATE TABLE audit_entry (
  n       INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms   INTEGER NOT NULL,
  actor   TEXT    NOT NULL,
  via     TEXT    NOT NULL CHECK (via IN ('window', 'command', 'program')),
  action  TEXT    NOT NULL,
  subject TEXT    NOT NULL,
  reason  TEXT,
  details TEXT    NOT NULL CHECK (json_valid(details)),
  hash    TEXT    NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX audit_by_subject ON audit_entry (subject, n);
-- The last entry that retention cut off: the rest is chained to it.
CREATE TABLE audit_anchor (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  n    INTEGER NOT NULL,
  hash TEXT    NOT NULL
) STRICT;
INSERT INTO audit_anchor VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
-- Where the log ends and begins, sealed with the data folder's key, so that a missing end is noticed.
CREATE TABLE audit_seal (
  id        INTEGER PRIMARY KEY CHECK (id = 1),
  head      INTEGER NOT NULL,
  head_hash TEXT    NOT NULL,
  broken_at INTEGER,                                 -- the first entry that was written behind a log that was not whole
  mac       TEXT    NOT NULL
) STRICT;
CREATE TRIGGER audit_never_changed BEFORE UPDATE ON audit_entry BEGIN
  SELECT raise(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_never_removed BEFORE DELETE ON audit_entry WHEN old.n > (SELECT n FROM audit_anchor) BEGIN
  SELECT raise(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_anchor_forward BEFORE UPDATE ON audit_anchor
WHEN new.n <= old.n OR new.hash IS NOT (SELECT hash FROM audit_entry WHERE n = new.n) BEGIN
  SELECT raise(ABORT, 'the audit log is cut only at its beginning');
END;
CREATE TRIGGER audit_anchor_kept BEFORE DELETE ON audit_anchor BEGIN
  SELECT raise(ABORT, 'the audit log is cut only at its beginning');
END;

-- A replay and what it is to move, written down whole when it starts.
CREATE TABLE replay (
  id            TEXT    PRIMARY KEY,
  key           TEXT    NOT NULL UNIQUE,             -- the same click twice is one replay
  scope         TEXT    NOT NULL CHECK (json_valid(scope)),
  scope_words   TEXT    NOT NULL,
  state         TEXT    NOT NULL CHECK (state IN ('running', 'stopped', 'stoppedByRule', 'finished')),
  actor         TEXT    NOT NULL,
  reason        TEXT    NOT NULL,
  pace          TEXT    NOT NULL CHECK (json_valid(pace)),
  next_at_ms    INTEGER NOT NULL,                    -- when the next job may move
  rule_from     INTEGER NOT NULL DEFAULT 0,          -- successors up to this place are not judged again after a resume
  started_at_ms INTEGER NOT NULL,
  ended_at_ms   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX replay_running ON replay (id) WHERE state = 'running';
CREATE TABLE replay_item (
  replay       TEXT    NOT NULL REFERENCES replay (id) ON DELETE CASCADE,
  job_id       INTEGER NOT NULL,
  kind         TEXT    NOT NULL,
  state        TEXT    NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'moved', 'skipped')),
  why          TEXT,                                 -- why it was skipped
  successor_id INTEGER,
  outcome      TEXT CHECK (outcome IN ('succeeded', 'failed')), -- of the successor
  ended        INTEGER,                              -- its place among those of the replay that ended
  PRIMARY KEY (replay, job_id),
  CHECK ((state = 'moved') = (successor_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX replay_item_count ON replay_item (replay, state, outcome);
CREATE INDEX replay_item_queue ON replay_item (replay, job_id) WHERE state = 'queued';
CREATE INDEX replay_item_open ON replay_item (successor_id) WHERE state = 'moved' AND outcome IS NULL;
CREATE INDEX replay_item_ended ON replay_item (replay, ended) WHERE outcome IS NOT NULL;

CREATE TRIGGER successor_ended AFTER UPDATE OF state ON job
WHEN new.state IN ('done', 'dead', 'cancelled') AND old.state <> new.state BEGIN
  UPDATE replay_item SET outcome = CASE new.state WHEN 'done' THEN 'succeeded' ELSE 'failed' END,
    ended = 1 + coalesce((
      SELECT max(ended) FROM replay_item AS other WHERE other.replay = replay_item.replay AND other.outcome IS NOT NULL), 0)
  WHERE successor_id = new.id AND state = 'moved' AND outcome IS NULL;
END;
