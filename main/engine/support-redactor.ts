import { homedir } from 'node:os';
import { secretValues } from '../core/policy/list-settings.ts';
import { createRedactor, type Redactor } from '../core/support/redactor.ts';
import type { Services } from './services.ts';

/** Knows what must not leave this computer: its folders, secrets, domains and people. */
export function supportRedactor({ loaded, accounts }: Pick<Services, 'loaded' | 'accounts'>): Redactor {
  const { settings, dataDir } = loaded;
  const rows = accounts.list();
  const tenants = [settings.tenantId, ...rows.map(({ tenant }) => tenant)];
  return createRedactor({
    folders: [
      { path: dataDir, word: '<data>' },
      { path: homedir(), word: '<home>' },
    ],
    secrets: secretValues(settings),
    domains: [
      ...rows.map(({ address }) => address.slice(address.lastIndexOf('@') + 1)),
      ...settings.internalDomains,
      ...tenants,
    ].filter((domain) => /^[\w-]+(\.[\w-]+)*\.[a-z]{2,}$/i.test(domain)),
    // A name of one word may be a word of any sentence.
    people: rows.flatMap(({ name }) => (name?.includes(' ') === true ? [name] : [])),
  });
}
