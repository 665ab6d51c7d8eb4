-- What came back about the recipients of a message, with the report that said so: main/core/bounces/verdict.ts.
ALTER TABLE outbox ADD COLUMN verdicts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(verdicts));

-- How far the Inbox of a mailbox was looked through for reports, and when. docs/specs/bounces.md
CREATE TABLE bounce_look (
  account TEXT PRIMARY KEY,
  seen_to_ms INTEGER NOT NULL,
  looked_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
