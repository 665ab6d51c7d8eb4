import { assert, jsonValue, property } from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../main/core/audit/canonical-json.ts';
import type { JsonValue } from '../../../main/core/ports/job-store.ts';

test('J10: writes one value as one text, whatever the order of its members was', () => {
  expect(canonicalJson({ b: [1, { d: null, c: true }], a: 'ä"' })).toBe('{"a":"ä\\"","b":[1,{"c":true,"d":null}]}');
  assert(
    property(jsonValue(), (value) => {
      const text = canonicalJson(value as JsonValue);
      expect(canonicalJson(JSON.parse(text) as JsonValue)).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
