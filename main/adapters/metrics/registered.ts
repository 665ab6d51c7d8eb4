import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

type Labels<Name extends string> = Readonly<Record<Name, readonly string[]>>;

/**
 * A counter whose series are all there from the start, at 0: a rate over a series that begins with its first event would
 * miss that event.
 */
export function counter<Name extends string>(
  registry: Registry,
  name: string,
  help: string,
  labels: Labels<Name>,
): Counter<Name> {
  const labelNames = namesOf(labels);
  const made = new Counter<Name>({ name, help, labelNames, registers: [registry] });
  if (labelNames.length > 0) for (const series of combine(labels)) made.inc(series, 0);
  return made;
}

/** `measure` sets what it finds when somebody reads; it must not throw. */
export function gauge<Name extends string>(
  registry: Registry,
  name: string,
  help: string,
  labels: Labels<Name>,
  measure?: (gauge: Gauge<Name>) => void | Promise<void>,
): Gauge<Name> {
  const made: Gauge<Name> = new Gauge<Name>({
    name,
    help,
    labelNames: namesOf(labels),
    registers: [registry],
    ...(measure === undefined ? {} : { collect: () => measure(made) }),
  });
  return made;
}

/** In seconds. Fixed labels have their series from the start. */
export function histogram<Name extends string>(
  registry: Registry,
  name: string,
  help: string,
  buckets: readonly number[],
  labels: Labels<Name>,
): Histogram<Name> {
  const labelNames = namesOf(labels);
  const made = new Histogram<Name>({ name, help, labelNames, buckets: [...buckets], registers: [registry] });
  if (labelNames.length > 0) for (const series of combine(labels)) made.zero(series);
  return made;
}

export const unlabelled = {};

export function seconds(ms: number): number {
  return Math.max(0, ms) / 1000;
}

function namesOf<Name extends string>(labels: Labels<Name>): Name[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a record are its names
  return Object.keys(labels) as Name[];
}

/** Every combination of the labels' values. */
function combine<Name extends string>(labels: Labels<Name>): readonly Record<Name, string>[] {
  const none: Partial<Record<Name, string>>[] = [{}];
  const all = namesOf(labels).reduce(
    (series, name) => series.flatMap((labelled) => labels[name].map((value) => ({ ...labelled, [name]: value }))),
    none,
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each name was given a value above
  return all as Record<Name, string>[];
}
