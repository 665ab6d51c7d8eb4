-- Files in the blob store. A row is written after the file and its folder are synced: a row means the bytes are there.
CREATE TABLE blob (
  sha256        TEXT PRIMARY KEY CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  size_bytes    INTEGER NOT NULL CHECK (size_bytes > 0),
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
