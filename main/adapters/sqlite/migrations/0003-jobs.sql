-- The durable queue. Dead and parked are states of a job, so that its history and its key stay in one place.
CREATE TABLE job (
  id              INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice: histories and links outlive rows
  kind            TEXT    NOT NULL,
  lane            TEXT    NOT NULL,
  mailbox         TEXT    NOT NULL,
  dedupe_key      TEXT,                              -- compared byte by byte: the service's ids are case-sensitive
  payload         TEXT    NOT NULL CHECK (json_valid(payload)),
  payload_version INTEGER NOT NULL,
  title           TEXT    NOT NULL,
  priority        INTEGER NOT NULL,                  -- lower first
  correlation_id  TEXT,
  state           TEXT    NOT NULL
    CHECK (state IN ('waiting', 'ready', 'leased', 'done', 'dead', 'parked', 'cancelled')),
  run_at_ms       INTEGER NOT NULL,
  wait_reason     TEXT,
  created_at_ms   INTEGER NOT NULL,
  attempts        INTEGER NOT NULL DEFAULT 0,        -- counted failures since the last progress
  max_attempts    INTEGER NOT NULL,
  stalls          INTEGER NOT NULL DEFAULT 0,        -- how often in a row its worker vanished
  runs            INTEGER NOT NULL DEFAULT 0,        -- how often it was claimed; the number of its last attempt
  want_rev        INTEGER NOT NULL DEFAULT 1,        -- raised by each enqueue
  got_rev         INTEGER NOT NULL DEFAULT 0,        -- want_rev as the last claim saw it
  woken           INTEGER NOT NULL DEFAULT 0 CHECK (woken IN (0, 1)), -- a wake-up that came while it ran
  lease_token     TEXT,
  lease_epoch     INTEGER,
  lease_until_ms  INTEGER,
  last_error_code  TEXT,
  last_error_at_ms INTEGER,
  death_reason    TEXT,
  died_at_ms      INTEGER,
  replay_of       INTEGER,                           -- the dead job whose place it took, and
  replayed_by     INTEGER,                           -- the successor of a dead one; ids of jobs that may be gone by then
  CHECK ((state = 'leased') = (lease_token IS NOT NULL)),
  CHECK ((lease_token IS NULL) = (lease_epoch IS NULL) AND (lease_token IS NULL) = (lease_until_ms IS NULL)),
  CHECK ((state = 'dead') = (died_at_ms IS NOT NULL) AND (state = 'dead') = (death_reason IS NOT NULL))
) STRICT;

-- One live job per key. An index and not a question first: two questions can both be answered "none".
CREATE UNIQUE INDEX job_live_key ON job (dedupe_key)
  WHERE dedupe_key IS NOT NULL AND state IN ('waiting', 'ready', 'leased', 'parked');
-- A claim seeks the best job of each mailbox here; sorting the whole lane instead would cost with its depth.
CREATE INDEX job_best ON job (lane, kind, mailbox, priority, run_at_ms, id) WHERE state = 'ready';
CREATE INDEX job_oldest ON job (lane, kind, mailbox, id) WHERE state = 'ready';
CREATE INDEX job_due ON job (run_at_ms) WHERE state = 'waiting';
CREATE INDEX job_leased ON job (mailbox) WHERE state = 'leased';
CREATE INDEX job_state ON job (state, id);

-- Whose turn it is: the number of the last claim in a lane that served a mailbox.
CREATE TABLE job_turn (
  lane        TEXT    NOT NULL,
  mailbox     TEXT    NOT NULL,
  last_served INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (lane, mailbox)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_attempt (
  job_id        INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  n             INTEGER NOT NULL,
  epoch         INTEGER NOT NULL,
  started_at_ms INTEGER NOT NULL,
  ended_at_ms   INTEGER,
  outcome       TEXT    NOT NULL DEFAULT 'running'
    CHECK (outcome IN ('running', 'done', 'retry', 'waited', 'stalled', 'dead', 'lost')),
  error_code    TEXT,
  error_detail  TEXT,
  http_status   INTEGER,
  request_id    TEXT,
  PRIMARY KEY (job_id, n),
  CHECK ((outcome = 'running') = (ended_at_ms IS NULL))
) STRICT, WITHOUT ROWID;
