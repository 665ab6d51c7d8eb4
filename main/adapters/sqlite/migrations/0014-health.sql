-- What Health draws: means of a minute for a day, of ten minutes for a week. NULL: nothing happened that could be measured.
CREATE TABLE health_sample (
  step_ms      INTEGER NOT NULL CHECK (step_ms IN (60000, 600000)),
  at_ms        INTEGER NOT NULL,
  upload_rate  REAL,                               -- MB/s that the service confirmed
  confirmation REAL,                               -- seconds from the request to send to Sent Items, 95th percentile
  backlog      REAL,                               -- age of the oldest message that waits to be collected, in seconds
  errors       REAL,                               -- share of requests that failed, 0 to 1
  PRIMARY KEY (step_ms, at_ms),
  CHECK (at_ms % step_ms = 0)
) STRICT, WITHOUT ROWID;

-- What stands, and since when: an alert is as old after a restart as it was before.
CREATE TABLE health_alert (
  situation TEXT    PRIMARY KEY,
  since_ms  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE health_silence (
  situation     TEXT    PRIMARY KEY,
  until_ms      INTEGER NOT NULL,
  reason        TEXT    NOT NULL,
  actor         TEXT    NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
