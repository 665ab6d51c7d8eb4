import { fitName, splitName } from './fit-name.ts';

export interface NameRegister {
  /** The name, or ` (2)` and so on where an equal one is taken. Whatever is returned is taken from then on. */
  take(name: string): string;
}

/**
 * Names of one folder. Names that differ by case or normalization alone are equal here, because on two of the three
 * systems they are, and a folder may be copied from one to the other.
 */
export function nameRegister(existing: Iterable<string> = []): NameRegister {
  const taken = new Set<string>();
  const nextNumbers = new Map<string, number>();
  for (const name of existing) taken.add(foldName(name));

  return {
    take(name) {
      const base = foldName(name);
      let candidate = name;
      while (taken.has(foldName(candidate))) {
        const number = nextNumbers.get(base) ?? 2;
        nextNumbers.set(base, number + 1);
        candidate = fitName(splitName(name), 'attachment', ` (${number})`);
      }
      taken.add(foldName(candidate));
      return candidate;
    },
  };
}

function foldName(name: string): string {
  return name.normalize('NFD').toUpperCase().toLowerCase().normalize('NFC');
}
