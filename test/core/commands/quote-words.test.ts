import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteForCmd, quoteForPowershell, quoteForSh } from '../../../main/core/commands/quote-words.ts';
import { readByCmd } from './cmd-reader.ts';
import { readByPowershell } from './powershell-reader.ts';

/** What a shell hands to a program: any text without a zero byte. */
const argument = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Array.from(`'"\`$\\!*?#~&|;<>()[]{}=%^, \t\n-`), '’', '“', 'é', '\u{1f4ce}', 'a'),
      fc.string(),
    ),
  )
  .map((parts) => parts.join('').replaceAll('\0', ''))
  .filter((text) => text.isWellFormed());

describe('L4: quoting for sh', () => {
  it('a real shell reads back the same words, whatever is in them', () => {
    const lines = fc.sample(fc.array(argument, { minLength: 1, maxLength: 6 }), 300);
    // Each line by itself, so that a quote left open in one could not be closed by the next.
    const script = lines
      .map((words) => `eval ${quoteForSh([`printf '%s\\0' ${quoteForSh(words)}`])}; printf 'end\\0'`)
      .join('\n');
    const said = execFileSync('sh', ['-s'], { input: script, encoding: 'utf8' });
    expect(said).toBe(lines.map((words) => `${words.join('\0')}\0end\0`).join(''));
  });

  it('leaves plain words as they are', () => {
    expect(quoteForSh(['mailroom', 'send', '--to=a@example.com', '--key=4711'])).toBe(
      'mailroom send --to=a@example.com --key=4711',
    );
  });
});

describe('L4: quoting for PowerShell', () => {
  it('its rules read back the same words, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 6 }), (words) => {
        expect(readByPowershell(quoteForPowershell(words))).toEqual(words);
      }),
    );
  });

  it('doubles every quote that it knows, typographic ones too', () => {
    expect(quoteForPowershell(['--subject=It’s "here"', '--text=a', "--text=it's"])).toBe(
      `'--subject=It’’s "here"' --text=a '--text=it''s'`,
    );
  });

  it('quotes what would be a list, a variable or an operator', () => {
    expect(quoteForPowershell(['a,b', '$env:x', '@x', '--%', '#', ''])).toBe(`'a,b' '$env:x' '@x' '--%' '#' ''`);
  });
});

describe('L4: quoting for cmd', () => {
  const inOneLine = argument.filter((text) => !/[\r\n]/.test(text));

  it('its rules read back the same words, whatever is in them, also through a .cmd file', () => {
    fc.assert(
      fc.property(fc.array(inOneLine, { minLength: 1, maxLength: 6 }), fc.constantFrom(1, 2), (words, passes) => {
        expect(readByCmd(quoteForCmd(words) ?? '', passes)).toEqual(words);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps signs, variables, quotes and backslashes from being read', () => {
    expect(
      quoteForCmd(['mailroom', '--subject=Q&A', '--text=100 %PATH%', '--to="Ana" <a@b.example>', 'C:\\a b\\']),
    ).toBe('mailroom "--subject=Q&A" "--text=100 "^%"PATH"^%"" "--to=""Ana"" <a@b.example>" "C:\\a b\\\\"');
  });

  it('has no line for what holds a line break', () => {
    expect(quoteForCmd(['--text=a\nb'])).toBeNull();
  });
});
