/** `mailroom serve` with a page of its own, as a process that a test can kill: DATA_DIR RENDERER_DIR. */
import { serve } from '../../main/browser/serve.ts';

const [dataDir = '', rendererDir = ''] = process.argv.slice(2);
const log = (line: string): void => void process.stderr.write(`${line}\n`);
const serving = await serve({ env: process.env, dataDir, rendererDir, port: null, log });
process.stdout.write(`${JSON.stringify({ kind: serving.kind, launchUrl: serving.launchUrl })}\n`);
