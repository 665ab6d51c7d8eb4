/** The state of the sign-in service. Times are UTC milliseconds; codes and tokens are kept as SHA-256. */
export const identitySchema = `
CREATE TABLE IF NOT EXISTS identity_setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS identity_code (
  hash TEXT PRIMARY KEY, user_id TEXT NOT NULL, client_id TEXT NOT NULL, redirect_uri TEXT NOT NULL,
  challenge TEXT NOT NULL, scopes TEXT NOT NULL, claims TEXT, nonce TEXT,
  expires_at_ms INTEGER NOT NULL, redeemed_at_ms INTEGER
) STRICT;

CREATE TABLE IF NOT EXISTS identity_refresh (
  hash TEXT PRIMARY KEY, user_id TEXT NOT NULL, client_id TEXT NOT NULL, scopes TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS identity_refresh_user ON identity_refresh (user_id);

CREATE TABLE IF NOT EXISTS identity_access (
  hash TEXT PRIMARY KEY, user_id TEXT NOT NULL, scopes TEXT NOT NULL, claims TEXT,
  expires_at_ms INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS identity_access_user ON identity_access (user_id);
CREATE INDEX IF NOT EXISTS identity_access_expiry ON identity_access (expires_at_ms);

CREATE TABLE IF NOT EXISTS identity_device (
  hash TEXT PRIMARY KEY, user_code TEXT NOT NULL UNIQUE, client_id TEXT NOT NULL, scopes TEXT NOT NULL, claims TEXT,
  state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'declined', 'redeemed')), user_id TEXT,
  expires_at_ms INTEGER NOT NULL, interval_s INTEGER NOT NULL, polled_at_ms INTEGER
) STRICT;

-- Permissions that a person said yes to.
CREATE TABLE IF NOT EXISTS identity_consent (
  user_id TEXT NOT NULL, scope TEXT NOT NULL, PRIMARY KEY (user_id, scope)
) STRICT, WITHOUT ROWID;

-- People whom a policy of the tenant keeps from signing in.
CREATE TABLE IF NOT EXISTS identity_block (user_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- What the tenant's administrator set for one person; no row means consented, everything, nothing demanded.
CREATE TABLE IF NOT EXISTS identity_person (
  user_id TEXT PRIMARY KEY, consented INTEGER NOT NULL DEFAULT 1, allowed_scopes TEXT,
  demanded_claims TEXT, demand_in_person INTEGER NOT NULL DEFAULT 0
) STRICT;
`;
