import { closeSync, existsSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createPrivateFolder } from '../private-files.ts';

export interface RotatingFile {
  /** Adds a line. Never throws: a full disk costs lines of the log and nothing else. */
  write(line: string): void;
  close(): void;
}

export interface RotationLimits {
  readonly maxBytes: number;
  /** The newest included. */
  readonly files: number;
}

const standardLimits: RotationLimits = { maxBytes: 10_000_000, files: 5 };

/** `mailroom.log`, and `mailroom.1.log` to `mailroom.4.log` from newer to older, readable by their owner alone. */
export function openRotatingFile(file: string, limits: RotationLimits = standardLimits): RotatingFile {
  let descriptor: number | null = null;
  let sizeBytes = 0;

  function open(): number {
    createPrivateFolder(dirname(file));
    descriptor = openSync(file, 'a', 0o600);
    sizeBytes = fstatSync(descriptor).size;
    return descriptor;
  }

  function close(): void {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
  }

  function rotate(): number {
    close();
    rmSync(numbered(limits.files - 1), { force: true });
    for (let number = limits.files - 2; number >= 0; number -= 1) {
      if (existsSync(numbered(number))) renameSync(numbered(number), numbered(number + 1));
    }
    return open();
  }

  function numbered(number: number): string {
    return number === 0 ? file : join(dirname(file), `mailroom.${String(number)}.log`);
  }

  return {
    write(line) {
      try {
        const lineBytes = Buffer.byteLength(line);
        let target = descriptor ?? open();
        if (sizeBytes > 0 && sizeBytes + lineBytes > limits.maxBytes) target = rotate();
        writeSync(target, line);
        sizeBytes += lineBytes;
      } catch {
        close();
      }
    },
    close,
  };
}
