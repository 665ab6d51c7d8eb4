import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { opsFolder } from './read-rules.ts';

const place = z.strictObject({
  h: z.int().positive(),
  w: z.int().min(1).max(24),
  x: z.int().min(0).max(23),
  y: z.int().nonnegative(),
});
const step = z.strictObject({ color: z.string(), value: z.number().nullable() });
const row = z.strictObject({
  id: z.int().positive(),
  type: z.literal('row'),
  title: z.string(),
  collapsed: z.literal(false),
  gridPos: place,
  panels: z.tuple([]),
});
const drawn = z.strictObject({
  id: z.int().positive(),
  type: z.enum(['timeseries', 'stat', 'heatmap']),
  title: z.string(),
  description: z.string().min(1),
  datasource: z.strictObject({ type: z.literal('prometheus'), uid: z.literal('${datasource}') }),
  gridPos: place,
  fieldConfig: z.strictObject({
    defaults: z.looseObject({
      unit: z.string(),
      thresholds: z.strictObject({ mode: z.literal('absolute'), steps: z.array(step).min(1) }),
    }),
    overrides: z.array(z.unknown()),
  }),
  options: z.looseObject({}),
  targets: z
    .array(
      z.strictObject({
        refId: z.string(),
        expr: z.string(),
        legendFormat: z.string(),
        format: z.literal('heatmap').optional(),
      }),
    )
    .min(1),
});

/** What Grafana reads of a dashboard, as far as ours use it. Any other member is a mistake. */
const dashboard = z.strictObject({
  uid: z.string().regex(/^[a-z-]{1,40}$/),
  title: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  schemaVersion: z.literal(39),
  version: z.int(),
  graphTooltip: z.literal(1),
  refresh: z.string(),
  timezone: z.literal('browser'),
  time: z.strictObject({ from: z.string(), to: z.string() }),
  links: z.array(z.looseObject({})),
  templating: z.strictObject({
    list: z.tuple([
      z.strictObject({
        name: z.literal('datasource'),
        label: z.string(),
        type: z.literal('datasource'),
        query: z.literal('prometheus'),
      }),
    ]),
  }),
  panels: z.array(z.discriminatedUnion('type', [row, drawn])),
});
export type Dashboard = z.infer<typeof dashboard>;
export type Place = z.infer<typeof place>;

export function readDashboards(): readonly Dashboard[] {
  const folder = join(opsFolder, 'grafana');
  return readdirSync(folder).map((name) => dashboard.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

/** The panels that draw something. */
export function drawnPanels({ panels }: Dashboard): readonly z.infer<typeof drawn>[] {
  return panels.filter((panel) => panel.type !== 'row');
}
