import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..', '..');
const strictOptions = [
  'strict',
  'noUncheckedIndexedAccess',
  'exactOptionalPropertyTypes',
  'noImplicitOverride',
  'noImplicitReturns',
  'noFallthroughCasesInSwitch',
  'noPropertyAccessFromIndexSignature',
  'noUncheckedSideEffectImports',
  'verbatimModuleSyntax',
  'erasableSyntaxOnly',
  'allowImportingTsExtensions',
];
/** What `strict` stands for: each could be switched off by itself. */
const strictFamily = /^(alwaysStrict|noImplicit(Any|This)|strict\w+|useUnknownInCatchVariables)$/;

const configs = globSync('{contract,main,preload,renderer,scripts,test}/**/tsconfig.json', { cwd: root });

/** As the compiler itself resolves it, so that it does not matter where an option was set. */
function compilerOptions(config: string): Record<string, unknown> {
  const tsc = join(root, 'node_modules', '.bin', 'tsc');
  const shown: unknown = JSON.parse(execFileSync(tsc, ['--showConfig', '-p', config], { cwd: root, encoding: 'utf8' }));
  return z.object({ compilerOptions: z.record(z.string(), z.unknown()) }).parse(shown).compilerOptions;
}

describe('compiler options', () => {
  it('are looked at in every folder', () => {
    expect(configs.toSorted()).toEqual(
      expect.arrayContaining(
        ['contract', 'main', 'main/core', 'main/adapters', 'test'].map((f) => `${f}/tsconfig.json`),
      ),
    );
  });

  it.each(configs)('are all strict in %s', (config) => {
    const options = compilerOptions(config);
    expect(strictOptions.filter((name) => options[name] !== true)).toEqual([]);
    const weakened = Object.entries(options).filter(([name, value]) => strictFamily.test(name) && value === false);
    expect(weakened).toEqual([]);
  });

  it.each(['contract', 'main/core'])('give %s no platform', (folder) => {
    const options = compilerOptions(`${folder}/tsconfig.json`);
    expect([options['types'], options['lib']]).toEqual([[], ['es2024']]);
  });
});
