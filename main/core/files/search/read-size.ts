const written = /^(\d{1,15}(?:[.,]\d{1,6})?) ?([kmgt]i?b?|b|bytes?)?$/i;

const unitBytes: Readonly<Record<string, number>> = { b: 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
const binaryUnitBytes: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** `300k`, `25mb`, `1.5 GB` count in thousands, as Microsoft's limits do; `25 MiB` in 1024s. Null: no size. */
export function readSize(text: string): number | null {
  const [, amount, unit = 'b'] = written.exec(text.trim()) ?? [];
  if (amount === undefined) return null;
  const letter = unit.charAt(0).toLowerCase();
  const units = /i/i.test(unit) ? binaryUnitBytes : unitBytes;
  return Math.round(Number(amount.replace(',', '.')) * (units[letter] ?? 1));
}
