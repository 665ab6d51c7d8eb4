-- Mailboxes that somebody connected. Their tokens are not here but sealed below, one text an account.
CREATE TABLE account (
  id            TEXT PRIMARY KEY,                      -- tenantId:userId
  address       TEXT NOT NULL COLLATE NOCASE,
  name          TEXT,
  tenant        TEXT NOT NULL,
  cloud         TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('connected', 'signInNeeded')),
  scopes        TEXT NOT NULL CHECK (json_valid(scopes)),
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX account_by_address ON account (address);

-- Secrets, readable only with the data folder's key. The name is bound to the sealed text, so no row can stand for another.
CREATE TABLE sealed (
  name          TEXT PRIMARY KEY,
  value         TEXT NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
