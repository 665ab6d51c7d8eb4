-- What a person chose in the windows, by name. Settings of a policy file or the environment stand above it.
CREATE TABLE preference (
  name          TEXT PRIMARY KEY,
  value         TEXT NOT NULL CHECK (json_valid(value)),
  updated_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
