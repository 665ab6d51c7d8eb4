/** The browser host as people run it, with a probe on its event loop that the parent reads over the process channel. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { serve } from '../../../main/browser/serve.ts';
import type { LoopDelay } from './start-host.ts';

const RESOLUTION_MS = 5;

const [dataDir = '', rendererDir = ''] = process.argv.slice(2);
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
const { env } = process;
const serving = await serve({ env, dataDir, rendererDir, port: null, log: () => undefined });
if (serving.kind === 'running') throw new Error('another host has this folder');

process.on('message', (asked) => {
  if (asked === 'begin') {
    delay.reset();
    delay.enable();
  }
  if (asked === 'read') {
    delay.disable();
    const answer: LoopDelay = { p99Ms: delay.percentile(99) / 1e6, maxMs: delay.max / 1e6 };
    process.send?.(answer);
  }
  if (asked === 'end') void serving.close().then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(1));
process.send?.('ready');
