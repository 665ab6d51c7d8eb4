import type { Engine, Host } from '../engine/host.ts';
export function openEngine(_host: Host, _options: { work: boolean }): Promise<Engine> {
  return Promise.reject(new Error('not yet'));
}
