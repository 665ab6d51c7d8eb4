import { describe, expect, it } from 'vitest';
import type { Engine } from '../../main/engine/host.ts';
import { useEngine } from '../../main/cli/use-engine.ts';

/** Engines in the order in which the folder gives them out: first somebody else's, then ours. */
function folder() {
  const log: string[] = [];
  const engines = [false, true].map((owned): Engine => ({
    // The uses below look at `owned` alone.
    client: {} as Engine['client'],
    owned,
    router: null,
    incoming: null,
    downloads: null,
    telemetry: null,
    close() {
      log.push(`close ${owned ? 'own' : 'other'}`);
      return Promise.resolve();
    },
  }));
  const open = (): Promise<Engine> => {
    const next = engines.shift();
    if (next === undefined) throw new Error('opened too often');
    log.push(`open ${next.owned ? 'own' : 'other'}`);
    return Promise.resolve(next);
  };
  return { log, open, onTakeOver: () => log.push('take over') };
}

const lost = (): Error => Object.assign(new Error('closed while waiting'), { name: 'AbortError' });

const doneByOwner = (engine: Engine): Promise<string> =>
  engine.owned ? Promise.resolve('done') : Promise.reject(lost());

describe('useEngine', () => {
  it('takes the folder over when its owner ends in the middle', async () => {
    const { log, ...deps } = folder();
    expect(await useEngine(deps.open, { ...deps, work: true, repeatable: true }, doneByOwner)).toBe('done');
    expect(log).toEqual(['open other', 'close other', 'take over', 'open own', 'close own']);
  });

  it('repeats nothing that must not happen twice', async () => {
    const { log, ...deps } = folder();
    const call = useEngine(deps.open, { ...deps, work: false, repeatable: false }, () => Promise.reject(lost()));
    await expect(call).rejects.toMatchObject({ structured: { error_code: 'data_folder_busy', retriable: true } });
    expect(log).toEqual(['open other', 'close other']);
  });

  it('passes on every other error, and closes', async () => {
    const { log, ...deps } = folder();
    const call = useEngine(deps.open, { ...deps, work: true, repeatable: true }, () =>
      Promise.reject(new Error('bug')),
    );
    await expect(call).rejects.toThrow('bug');
    expect(log).toEqual(['open other', 'close other']);
  });
});
