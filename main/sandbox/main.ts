import { parseArgs } from 'node:util';
import { startSandbox } from './start-sandbox.ts';

const usage = `node main/sandbox/main.ts --state-dir DIR [--port N] [--static-token TOKEN=ADDRESS]… [--switch name=value]…

Starts the sandbox tenant alone and prints one JSON line when it is ready: {"origin","graphBaseUrl","pid"}.
`;

/** `name=value` pairs; a value is JSON where it reads as JSON, else the word itself. */
function readPairs(pairs: readonly string[], readValue: (text: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new RangeError(`'${pair}' is not NAME=VALUE.`);
      return [pair.slice(0, at), readValue(pair.slice(at + 1))];
    }),
  );
}

function readWord(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

try {
  const { values } = parseArgs({
    options: {
      'state-dir': { type: 'string' },
      port: { type: 'string' },
      'static-token': { type: 'string', multiple: true, default: [] },
      switch: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values['state-dir'] === undefined) throw new RangeError('--state-dir is missing.');
  const sandbox = await startSandbox({
    stateDir: values['state-dir'],
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
    switches: readPairs(values.switch, readWord),
    staticTokens: readPairs(values['static-token'], String) as Record<string, string>,
  });
  process.stdout.write(
    `${JSON.stringify({ origin: sandbox.origin, graphBaseUrl: sandbox.graphBaseUrl, pid: process.pid })}\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void sandbox.stop().then(() => process.exit(0));
    });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
