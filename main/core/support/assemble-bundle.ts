import type { DoctorReport } from '../../../contract/api.ts';
import type { ListedSetting } from '../../../contract/settings.ts';
import type { SupportFile } from '../../../contract/support.ts';
import type { JsonValue } from '../ports/job-store.ts';
import type { Redactor } from './redactor.ts';

/** What a support bundle is made of, before anything is taken out of it. */
export interface SupportFacts {
  /** Of Mailroom, what it runs on and what it talks to. */
  readonly versions: Readonly<Record<string, JsonValue>>;
  readonly doctor: DoctorReport;
  readonly settings: readonly ListedSetting[];
  /** How many jobs are in which state, and why jobs died. */
  readonly jobs: object;
  /** Null when it cannot be told. */
  readonly health: object | null;
  /** Integrity, sizes, rows and versions of the schema. */
  readonly database: object;
  /** As Prometheus reads it. */
  readonly metrics: string;
  /** The newest lines, oldest first. */
  readonly log: readonly string[];
}

/** The files of a support bundle, as they are shown and saved. */
export function assembleBundle(facts: SupportFacts, redactor: Redactor): readonly SupportFile[] {
  const json = (value: unknown): string => `${JSON.stringify(redactor.json(value), null, 2)}\n`;
  const settings = facts.settings.map(({ name, value, origin, next }) => ({
    name,
    value,
    origin,
    ...(next === null ? {} : { fromTheNextStart: next.value }),
  }));
  const files: readonly SupportFile[] = [
    { name: 'versions.json', what: 'Versions of Mailroom and of what it runs on', text: json(facts.versions) },
    { name: 'doctor.json', what: 'What works and what does not', text: json(facts.doctor) },
    {
      name: 'settings.json',
      what: 'Every setting and who set it; of secrets only that they are set',
      text: json(settings),
    },
    ...(facts.health === null
      ? []
      : [{ name: 'health.json', what: 'How it goes, and what needs somebody', text: json(facts.health) }]),
    { name: 'jobs.json', what: 'How many jobs are in which state, and why jobs gave up', text: json(facts.jobs) },
    {
      name: 'database.json',
      what: 'Whether the database is whole, how large it is and its versions',
      text: json(facts.database),
    },
    { name: 'metrics.txt', what: 'The numbers that are recorded, now', text: redactor.text(facts.metrics) },
    {
      name: 'log.txt',
      what: `The newest ${String(facts.log.length)} lines of the log`,
      text: logText(facts.log, redactor),
    },
  ];
  return [{ name: 'readme.txt', what: 'What this is and what is not in it', text: readme(files) }, ...files];
}

/** A line of the log is a JSON object; anything else is read as words. */
function logText(lines: readonly string[], redactor: Redactor): string {
  const redacted = lines.map((line) => {
    const fields = parsed(line);
    return fields === undefined ? redactor.text(line) : JSON.stringify(redactor.json(fields));
  });
  return redacted.map((line) => `${line}\n`).join('');
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function readme(files: readonly SupportFile[]): string {
  const width = Math.max(...files.map(({ name }) => name.length));
  return `A support bundle of Mailroom

Nobody but you has it until you send it. It holds no mail: no subject, no text, no name of a file.
These stand in for what was taken out:

  mailbox-1@example     an address, the same one everywhere in this bundle
  domain-1.example      a domain of yours, or a server that is not Microsoft's
  person-1              the name of somebody whose mailbox is connected
  <data>                the data folder
  <home>, <path>        any other place on this computer
  <secret>              a token, password or key

Its files:

${files.map(({ name, what }) => `  ${name.padEnd(width)}  ${what}`).join('\n')}
`;
}
