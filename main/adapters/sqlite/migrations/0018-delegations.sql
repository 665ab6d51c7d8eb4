-- The application an account signed in to, so that an account of another cloud goes on when the settings change.
ALTER TABLE account ADD COLUMN client_id TEXT;
-- Why its sign-in is needed, as the identity service told it.
ALTER TABLE account ADD COLUMN sign_in_reason TEXT;
-- Set where the row is no account of its own but an address used through one: that account's id.
ALTER TABLE account ADD COLUMN through TEXT;
ALTER TABLE account ADD COLUMN place TEXT CHECK (place IN ('theirs', 'own'));
ALTER TABLE account ADD COLUMN may_send TEXT CHECK (may_send IN ('untried', 'yes', 'no'));
ALTER TABLE account ADD COLUMN may_attach_large TEXT CHECK (may_attach_large IN ('untried', 'yes', 'no'));
ALTER TABLE account ADD COLUMN checked_at_ms INTEGER;
