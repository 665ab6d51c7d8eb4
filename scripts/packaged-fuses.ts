import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/**
 * What the threat model asks of a package: it is no Node that others can use, it runs only what was signed, and its
 * cookies are sealed. One line for each fuse that this Electron has.
 */
const fuseTable: Readonly<Record<FuseV1Options, boolean>> = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // On without a snapshot of our own, it would keep the program from starting.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
};

const states: Readonly<Record<string, boolean>> = { '0': false, '1': true };

/** Which fuses of a packaged program are not as the table says, or are not in it. Empty when all are right. */
export async function wrongFuses(program: string): Promise<string[]> {
  const { version: _version, ...wire } = await getCurrentFuseWire(program);
  const positions = new Set([...Object.keys(wire), ...Object.keys(fuseTable)].map(Number));
  return [...positions]
    .filter((position: FuseV1Options) => states[String.fromCharCode(wire[position] ?? 0)] !== fuseTable[position])
    .map((position) => FuseV1Options[position] ?? `fuse ${position}`);
}
