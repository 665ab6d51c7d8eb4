import type BetterSqlite3 from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { sealingKeyMac } from '../../../../main/adapters/secret-box/sealing-key-mac.ts';
import type { SealingKey } from '../../../../main/adapters/secret-box/sealing-key.ts';
import { sqliteAuditLog } from '../../../../main/adapters/sqlite/audit/audit-log.ts';
import type { WriteDb } from '../../../../main/adapters/sqlite/connection.ts';
import { inTransaction } from '../../../../main/adapters/sqlite/in-transaction.ts';
import type { AuditLog, NewAuditEntry } from '../../../../main/core/ports/audit-log.ts';
import { nodeDigest } from '../../../../main/engine/system-ports.ts';
import { openTestDatabase } from '../../../helpers/open-test-database.ts';

const DAY_MS = 86_400_000;
const START_MS = 1_760_000_000_000;
const key = (byte: number): SealingKey => Buffer.alloc(32, byte) as SealingKey;

let db: WriteDb;
let log: AuditLog;
let raw: BetterSqlite3.Database;

beforeEach(() => {
  db = openTestDatabase();
  raw = db.connection;
  log = sqliteAuditLog(db, nodeDigest, sealingKeyMac(key(1), 'audit'));
});

function write(count: number, more: Partial<NewAuditEntry> = {}): void {
  for (let index = 0; index < count; index += 1) {
    const subject = `job:${String(index)}`;
    const entry = { actor: 'operator', via: 'window', action: 'job.discard', subject, reason: 'Not wanted.' } as const;
    log.append({ ...entry, details: { cause: 'disk_full', attempts: index }, ...more }, START_MS + index);
  }
}

const verify = (pause = () => Promise.resolve()) => log.verify(pause);

/** What somebody with a database tool may do. */
function tamper(...statements: readonly string[]): void {
  raw.exec('DROP TRIGGER audit_never_changed; DROP TRIGGER audit_never_removed;');
  raw.exec('DROP TRIGGER audit_anchor_forward; PRAGMA ignore_check_constraints = ON');
  for (const statement of statements) raw.exec(statement);
}

test('J10: keeps who did what, from where and why, newest first, and what was done to one thing', async () => {
  write(3);
  expect(log.page(null, 2).map(({ n }) => n)).toEqual([3, 2]);
  expect(log.page(2, 10).map(({ n }) => n)).toEqual([1]);
  expect(log.after(1, 10).map(({ n }) => n)).toEqual([2, 3]);
  expect(log.ofSubject('job:2', 10)).toMatchObject([
    { n: 3, actor: 'operator', via: 'window', action: 'job.discard', reason: 'Not wanted.', details: { attempts: 2 } },
  ]);
  expect(await verify()).toMatchObject({ ok: true, entries: 3, brokenAt: null });
});

test('J10: an entry commits with what it tells of, or not at all', async () => {
  write(1);
  expect(() =>
    inTransaction(db, () => {
      write(1);
      fail();
    }),
  ).toThrow('the work failed');
  expect(await verify()).toMatchObject({ ok: true, entries: 1 });
  write(1);
  expect(log.page(null, 10).map(({ n }) => n)).toEqual([2, 1]);
});

test('refuses to change, remove or cut out of the middle what was written', async () => {
  write(5);
  for (const statement of [
    `UPDATE audit_entry SET reason = 'other'`,
    'DELETE FROM audit_entry WHERE n = 5',
    'DELETE FROM audit_anchor',
    'UPDATE audit_anchor SET n = 5',
  ]) {
    expect(() => raw.exec(statement)).toThrow(/append-only|only at its beginning/);
  }
  expect(await verify()).toMatchObject({ ok: true, entries: 5 });
});

describe('finds what somebody did to the database itself', () => {
  const columns = ['at_ms', 'actor', 'via', 'action', 'subject', 'reason', 'details', 'hash'];

  test.each(columns)('one byte of `%s` altered, in any entry', async (column) => {
    write(4);
    const { value } = raw.prepare(`SELECT ${column} AS value FROM audit_entry WHERE n = 1`).get() as { value: unknown };
    raw.exec('DROP TRIGGER audit_never_changed; PRAGMA ignore_check_constraints = ON');
    const set = raw.prepare(`UPDATE audit_entry SET ${column} = ? WHERE n = ?`);
    for (let n = 1; n <= 4; n += 1) {
      const original = raw.prepare(`SELECT ${column} FROM audit_entry WHERE n = ?`).pluck().get(n);
      for (let at = 0; at < String(value).length; at += 1) {
        set.run(alterByte(original, at), n);
        expect({ at, n, ...(await verify()) }).toMatchObject({ ok: false, brokenAt: n });
      }
      set.run(original, n);
    }
    expect(await verify()).toMatchObject({ ok: true });
  });

  test.each([
    ['a blank more in its details', `UPDATE audit_entry SET details = details || ' ' WHERE n = 3`, 3],
    ['an entry taken out of the middle', 'DELETE FROM audit_entry WHERE n = 3', 3],
    ['the first taken away', 'DELETE FROM audit_entry WHERE n = 1', 1],
    ['the last taken away', 'DELETE FROM audit_entry WHERE n = 5', 5],
    [
      'the last taken away, and that it was ever given',
      'DELETE FROM audit_entry WHERE n = 5; UPDATE sqlite_sequence SET seq = 4',
      5,
    ],
    [
      'two put in each other’s place',
      'UPDATE audit_entry SET n = 9 WHERE n = 2; UPDATE audit_entry SET n = 2 WHERE n = 3; UPDATE audit_entry SET n = 3 WHERE n = 9',
      2,
    ],
    ['all taken away', 'DELETE FROM audit_entry', 1],
    ['all taken away with the seal', 'DELETE FROM audit_entry; DELETE FROM audit_seal', 1],
    [
      'the beginning cut off behind the back of the retention',
      'UPDATE audit_anchor SET n = 2, hash = (SELECT hash FROM audit_entry WHERE n = 2); DELETE FROM audit_entry WHERE n <= 2',
      6,
    ],
    ['the seal altered', 'UPDATE audit_seal SET head = 4', 6],
    ['the seal taken away', 'DELETE FROM audit_seal', 6],
  ])('%s', async (_name, statement, brokenAt) => {
    write(5);
    tamper(statement);
    expect(await verify()).toMatchObject({ ok: false, brokenAt });
  });

  test('a forged chain, made with another key', async () => {
    write(2);
    tamper('DELETE FROM audit_entry', 'DELETE FROM audit_seal', `DELETE FROM sqlite_sequence`);
    log = sqliteAuditLog(db, nodeDigest, sealingKeyMac(key(2), 'audit'));
    write(2, { actor: 'somebody else' });
    expect(await verify()).toMatchObject({ ok: true });
    log = sqliteAuditLog(db, nodeDigest, sealingKeyMac(key(1), 'audit'));
    expect(await verify()).toMatchObject({ ok: false });
  });

  test('a missing end, also after new entries were written behind it', async () => {
    write(5);
    tamper('DELETE FROM audit_entry WHERE n >= 4', 'UPDATE sqlite_sequence SET seq = 3');
    write(3);
    expect(await verify()).toMatchObject({ ok: false, brokenAt: 4 });
  });
});

describe('retention', () => {
  test('cuts by age from the beginning, says so, and what stays can be verified', async () => {
    write(2);
    log.append(
      { actor: 'a', via: 'command', action: 'b', subject: 'c', reason: null, details: {} },
      START_MS + 9 * DAY_MS,
    );
    expect(log.cut({ beforeMs: START_MS + DAY_MS, maxEntries: 100 }, START_MS + 9 * DAY_MS)).toBe(2);
    expect(log.page(null, 10)).toMatchObject([
      { n: 4, action: 'audit.cut', via: 'program', details: { through: 2, entries: 2 } },
      { n: 3, action: 'b' },
    ]);
    expect(await verify()).toMatchObject({ ok: true, entries: 2, detail: expect.stringContaining('2 older ones') });
    tamper('DELETE FROM audit_entry WHERE n = 3');
    expect(await verify()).toMatchObject({ ok: false, brokenAt: 3 });
  });

  test('cuts by number, and leaves room before it has to cut again', async () => {
    write(120);
    expect(log.cut({ beforeMs: 0, maxEntries: 100 }, START_MS)).toBe(30);
    expect(await verify()).toMatchObject({ ok: true, entries: 91 });
    expect(log.cut({ beforeMs: 0, maxEntries: 100 }, START_MS)).toBe(0);
  });

  test('cuts everything that is too old and goes on counting', async () => {
    write(3);
    expect(log.cut({ beforeMs: START_MS + DAY_MS, maxEntries: 100 }, START_MS + DAY_MS)).toBe(3);
    expect(log.page(null, 10).map(({ n }) => n)).toEqual([4]);
    expect(await verify()).toMatchObject({ ok: true, entries: 1 });
    expect(log.cut({ beforeMs: 0, maxEntries: 100 }, START_MS)).toBe(0);
  });
});

describe('while it is verified', () => {
  test('others have their turn, and what they write is for the next time', async () => {
    inTransaction(db, () => write(1_200));
    const { pause, pauses } = meanwhile(() => write(3));
    expect(await verify(pause)).toMatchObject({ ok: true, entries: 1_200 });
    expect(pauses()).toBe(3);
    expect(await verify()).toMatchObject({ ok: true, entries: 1_203 });
  });

  test('the retention may cut: it begins again', async () => {
    inTransaction(db, () => write(1_200));
    const { pause } = meanwhile(() => log.cut({ beforeMs: 0, maxEntries: 100 }, START_MS));
    expect(await verify(pause)).toMatchObject({ ok: true, entries: 91 });
  });

  test('what somebody does to the database ahead of it is found', async () => {
    inTransaction(db, () => write(1_200));
    const { pause } = meanwhile(() => tamper(`UPDATE audit_entry SET reason = 'other' WHERE n = 1100`));
    expect(await verify(pause)).toMatchObject({ ok: false, brokenAt: 1_100 });
  });

  test('a beginning that somebody cuts off meanwhile is found', async () => {
    inTransaction(db, () => write(1_200));
    const { pause } = meanwhile(() =>
      tamper(
        'UPDATE audit_anchor SET n = 700, hash = (SELECT hash FROM audit_entry WHERE n = 700)',
        'DELETE FROM audit_entry WHERE n <= 700',
      ),
    );
    expect(await verify(pause)).toMatchObject({ ok: false });
  });
});

/** Does this in the pause behind the first slice, and once. */
function meanwhile(act: () => void) {
  let pauses = 0;
  return {
    pauses: () => pauses,
    pause: () => {
      pauses += 1;
      if (pauses === 1) act();
      return Promise.resolve();
    },
  };
}

function alterByte(value: unknown, at: number): string | number {
  const text = String(value);
  const code = text.charCodeAt(at % text.length);
  const altered = `${text.slice(0, at % text.length)}${String.fromCharCode(typeof value === 'number' ? 48 + ((code - 47) % 10) : code ^ 1)}${text.slice((at % text.length) + 1)}`;
  return typeof value === 'number' ? Number(altered) : altered;
}

function fail(): never {
  throw new Error('the work failed');
}
