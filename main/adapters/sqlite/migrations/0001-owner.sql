-- Who may write. `epoch` grows with each change of owner, and every transaction checks it.
CREATE TABLE owner (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  epoch      INTEGER NOT NULL CHECK (epoch > 0),
  pid        INTEGER NOT NULL,
  boot_id    TEXT,
  beat_at_ms INTEGER NOT NULL
) STRICT;
