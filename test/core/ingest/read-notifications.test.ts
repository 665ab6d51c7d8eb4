import { describe, expect, it } from 'vitest';
import { nestingDepth } from '../../../main/core/ingest/nesting-depth.ts';
import { readNotifications } from '../../../main/core/ingest/read-notifications.ts';

const genuine = { subscriptionId: 's', clientState: 'c' };

describe('a body of notifications', () => {
  it('GW1: names the message by its resource data, else by either form of its resource', () => {
    const body = JSON.stringify({
      value: [
        { ...genuine, resource: 'Users/u/Messages/other', resourceData: { id: 'AAA=' } },
        { ...genuine, resource: 'Users/u/Messages/BBB=' },
        { ...genuine, resource: "users('u')/messages('CCC=')" },
      ],
    });
    expect(readNotifications(body)?.map(({ notification }) => notification)).toEqual([
      { kind: 'message', subscription: 's', messageId: 'AAA=' },
      { kind: 'message', subscription: 's', messageId: 'BBB=' },
      { kind: 'message', subscription: 's', messageId: 'CCC=' },
    ]);
  });

  it('GW5: tells lifecycle events apart, and passes over kinds that it does not know', () => {
    const events = ['missed', 'subscriptionRemoved', 'reauthorizationRequired', 'somethingNew'];
    const body = JSON.stringify({ value: events.map((lifecycleEvent) => ({ ...genuine, lifecycleEvent })) });
    expect(readNotifications(body)?.map(({ notification }) => notification)).toEqual(
      events.slice(0, 3).map((event) => ({ kind: 'lifecycle', subscription: 's', event })),
    );
  });

  it('is unreadable when it is no envelope, no JSON, or nests deeper than any envelope does', () => {
    const deep = `{"value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const bodies = ['', 'null', '[]', '{}', '{"value":{}}', '{"value":[', '\u{feff}{"value":[]}', deep];
    expect(bodies.map(readNotifications)).toEqual(bodies.map(() => null));
  });

  it('keeps what can be read beside items that cannot', () => {
    const bad = [
      null,
      7,
      'x',
      [],
      {},
      { subscriptionId: 's' },
      { ...genuine, resourceData: { id: 7 } },
      { ...genuine },
    ];
    const body = JSON.stringify({ value: [...bad, { ...genuine, resourceData: { id: 'm' } }] });
    expect(readNotifications(body)).toHaveLength(1);
  });
});

it('counts brackets outside strings alone', () => {
  expect([
    nestingDepth('{"a":"[[[[\\"[["}'),
    nestingDepth('[[1],[2,[3]]]'),
    nestingDepth('"\\\\[" [1]'),
    nestingDepth(']]]['),
  ]).toEqual([1, 3, 1, 0]);
});
