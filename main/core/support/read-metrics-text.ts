import type { RecordedMetric } from '../../../contract/support.ts';

const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const types: readonly string[] = ['counter', 'gauge', 'histogram'];

/**
 * Reads metrics as they are published, so that what a person sees is what an operator gets. Of a histogram its count and
 * its sum, with the label `of`; the buckets are for machines.
 */
export function readMetricsText(text: string): readonly RecordedMetric[] {
  const metrics = new Map<string, RecordedMetric>();
  const helps = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, word, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line) ?? [];
    if (word === 'HELP') helps.set(name, rest.replaceAll('\\n', ' ').replaceAll('\\\\', '\\'));
    else if (word === 'TYPE' && types.includes(rest)) {
      metrics.set(name, { name, help: helps.get(name) ?? '', type: rest as RecordedMetric['type'], series: [] });
    } else if (line !== '' && !line.startsWith('#')) addSample(metrics, line);
  }
  return [...metrics.values()];
}

function addSample(metrics: ReadonlyMap<string, RecordedMetric>, line: string): void {
  const [, name = '', labelText = '', valueText = ''] = sample.exec(line) ?? [];
  const value = Number(valueText);
  if (name === '' || !Number.isFinite(value)) return;
  const labels = Object.fromEntries(
    [...labelText.matchAll(label)].map(([, key = '', given = '']) => [key, unescape(given)]),
  );
  const plain = metrics.get(name);
  if (plain !== undefined && plain.type !== 'histogram') return void plain.series.push({ labels, value });
  const [, base = '', part = ''] = /^(.*)_(count|sum)$/.exec(name) ?? [];
  metrics.get(base)?.series.push({ labels: { ...labels, of: part }, value });
}

function unescape(text: string): string {
  return text.replaceAll('\\n', ' ').replaceAll('\\"', '"').replaceAll('\\\\', '\\');
}
