/**
 * Two hundred strings that are nobody's business, to be put wherever the product takes something in, and looked for in
 * everything that it says about itself. `findPlanted` finds them by their core, however the rest was changed.
 */
interface PlantedKind {
  readonly count: number;
  /** `core` is found in any letters, in an address and in base64. */
  readonly make: (core: string, n: number) => string;
}

const kinds = {
  addresses: { count: 40, make: (core: string) => `${core}@planted.example` },
  names: { count: 20, make: (core: string) => `Sandbox ${core}` },
  subjects: { count: 20, make: (core: string) => `Offer ${core} for the merger` },
  bodies: { count: 20, make: (core: string) => `The price is ${core}, tell nobody.` },
  fileNames: { count: 20, make: (core: string) => `salaries ${core}.xlsx` },
  folders: { count: 10, make: (core: string) => `Project ${core}` },
  secrets: { count: 20, make: (core: string) => `eyJ0eXAiOiJKV1Qi.${core}.c2lnbmF0dXJl` },
  uploadAddresses: {
    count: 10,
    make: (core: string) => `https://upload.planted.example/session/${core}?authtoken=${core}`,
  },
  serviceWords: { count: 20, make: (core: string) => `The mailbox of ${core} is full` },
  phones: { count: 10, make: (_: string, n: number) => `+49 170 55${String(10_000 + n * 7)}` },
  bankAccounts: { count: 10, make: (_: string, n: number) => `XX36 7001 0080 ${String(4_000_000 + n * 11)} 00` },
} satisfies Record<string, PlantedKind>;

export type PlantedKindName = keyof typeof kinds;

/** What is planted, by kind. */
const planted: Readonly<Record<PlantedKindName, readonly string[]>> = plantAll();

export const allPlanted: readonly string[] = Object.values(planted).flat();

/**
 * Which planted strings a text holds, whole or by their core; also other secrets that a test came to know. Case, spaces and
 * what an address makes of letters do not hide one, nor does base64.
 */
export function findPlanted(text: string, others: readonly string[] = []): readonly string[] {
  const [plain, squeezed] = [text.toLowerCase(), squeeze(text)];
  const found = traces.filter(({ core, forms, squeezed: whole }) => {
    if (core === null) return squeezed.includes(whole);
    return plain.includes(core) || forms.some((form) => text.includes(form));
  });
  return [...found.map(({ secret }) => secret), ...others.filter((secret) => text.includes(secret))];
}

const traces = allPlanted.map((secret) => {
  const core = coreOf(secret);
  return { secret, core, forms: core === null ? [] : base64Forms(core), squeezed: squeeze(secret) };
});

/** The next planted string of a kind at each call, and from the beginning when all were given out. */
export function planter(): (kind: PlantedKindName) => string {
  const given = new Map<PlantedKindName, number>();
  return (kind) => {
    const n = given.get(kind) ?? 0;
    given.set(kind, n + 1);
    return planted[kind][n % planted[kind].length] ?? '';
  };
}

function plantAll(): Record<PlantedKindName, string[]> {
  let n = 0;
  const plant = ({ count, make }: PlantedKind): string[] =>
    Array.from({ length: count }, () => {
      n += 1;
      return make(`zq${String(1_000 + n)}kx`, n);
    });
  const made = Object.entries(kinds).map(([name, kind]) => [name, plant(kind)] as const);
  return Object.fromEntries(made) as Record<PlantedKindName, string[]>;
}

/** Phone numbers and bank accounts have none: they are found by all of their digits. */
function coreOf(secret: string): string | null {
  return /zq\d{4}kx/.exec(secret)?.[0] ?? null;
}

function squeeze(text: string): string {
  return text.replace(/[\s\\-]|%20|\+/g, '').toLowerCase();
}

/** The part of the base64 of a text that does not depend on what stands around it, at each of its three places. */
function base64Forms(core: string): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.from(' '.repeat(offset) + core).toString('base64');
    return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + core.length) * 8) / 6));
  });
}
