-- Whom a mailbox wrote to and who wrote to it: what recipients are suggested from (docs/recipients.md).
CREATE TABLE known_address (
  id                  INTEGER PRIMARY KEY,
  account             TEXT    NOT NULL,
  address             TEXT    NOT NULL COLLATE NOCASE,
  name                TEXT,
  domain              TEXT    NOT NULL,               -- lower case
  words               TEXT    NOT NULL,               -- of name and address, folded, each after a space
  sent                INTEGER NOT NULL DEFAULT 0,
  received            INTEGER NOT NULL DEFAULT 0,
  last_sent_at_ms     INTEGER,
  last_received_at_ms INTEGER,
  rank                REAL    NOT NULL,               -- main/core/recipients/address-rank.ts
  forgotten_at_ms     INTEGER,                        -- a person's wish; a message to it takes it back
  UNIQUE (account, address)
) STRICT;

-- Whether a domain was ever written to.
CREATE INDEX known_address_written ON known_address (account, domain) WHERE sent > 0;

CREATE TEMP TABLE used AS
SELECT outbox.account AS account, json_extract(recipient.value, '$.address') AS address,
  json_extract(recipient.value, '$.name') AS name, 1.0 AS weight,
  coalesce(outbox.accepted_at_ms, outbox.updated_at_ms) AS at_ms
FROM outbox, json_each('["$.to","$.cc","$.bcc"]') AS field, json_each(outbox.content, field.value) AS recipient
WHERE outbox.step IN ('accepted', 'sent')
UNION ALL
SELECT account, from_address, from_name, 0.25, received_at_ms FROM message
WHERE from_address LIKE '%_@_%' AND received_at_ms IS NOT NULL;

-- The rank with 2026 as its origin, so that the powers stay within what a number holds.
INSERT INTO known_address
  (account, address, name, domain, words, sent, received, last_sent_at_ms, last_received_at_ms, rank)
SELECT account, address, max(name), lower(substr(address, instr(address, '@') + 1)),
  lower(' ' || coalesce(max(name) || ' ', '') || replace(replace(replace(replace(address, '@', ' '), '.', ' '), '-', ' '), '_', ' ')),
  sum(weight = 1.0), sum(weight < 1.0),
  max(CASE WHEN weight = 1.0 THEN at_ms END), max(CASE WHEN weight < 1.0 THEN at_ms END),
  1767225600000 / 2592000000.0 + log2(sum(weight * pow(2.0, (at_ms - 1767225600000) / 2592000000.0)))
FROM used GROUP BY account, lower(address);

DROP TABLE used;
