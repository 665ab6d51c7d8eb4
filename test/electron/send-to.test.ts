import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const root = join(import.meta.dirname, '..', '..');
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');

const config = z
  .object({
    nsis: z.object({ include: z.string() }),
    mac: z.object({ extendInfo: z.object({ CFBundleDocumentTypes: z.array(z.record(z.string(), z.unknown())) }) }),
    linux: z.object({ executableName: z.string(), mimeTypes: z.undefined().optional() }),
    deb: z.object({ fpm: z.array(z.string()) }),
    fileAssociations: z.undefined().optional(),
  })
  .parse(parse(read('electron-builder.yml')));

describe('the Send to of the system', () => {
  it('U12: on Windows goes with the user who removes Mailroom, by a macro that electron-builder inserts', () => {
    const script = read(config.nsis.include);
    const macros = [...script.matchAll(/^!macro (\w+)$/gm)].map(([, name]) => name ?? '');
    const templates = ['installSection.nsh', 'uninstaller.nsh'].map((name) =>
      read('node_modules', 'app-builder-lib', 'templates', 'nsis', name),
    );
    expect(macros).toEqual(['customUnInstall']);
    for (const name of macros) expect(templates.join()).toContain(`!insertmacro ${name}\n`);
    const shortcut = /Delete "\$SENDTO\\(.+)"/.exec(script)?.[1] ?? '';
    expect(read('main', 'electron', 'offer-send-to.ts')).toContain(`'SendTo', '${shortcut}'`);
  });

  it('U12: on macOS opens any file, and is the usual program of none', () => {
    expect(config.mac.extendInfo.CFBundleDocumentTypes).toMatchObject([
      { CFBundleTypeRole: 'Viewer', LSHandlerRank: 'Alternate', LSItemContentTypes: ['public.data'] },
    ]);
  });

  it('U12: on Linux is an entry of its own for each file manager that has a folder for them', () => {
    const entries = config.deb.fpm.map((entry) => entry.split('='));
    for (const [source = '', target = ''] of entries) {
      expect(target).toMatch(/^\/usr\/share\/[\w/.]+\/mailroom\.\w+$/);
      expect(read(source)).toMatch(new RegExp(`^Exec=${config.linux.executableName} %F$`, 'm'));
    }
    expect(entries.length).toBe(3);
  });
});
