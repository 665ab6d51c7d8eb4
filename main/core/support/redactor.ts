export interface RedactorParts {
  /** Folders and the words that stand for them, such as `<data>`. What lies in them keeps its place below. */
  readonly folders: readonly { readonly path: string; readonly word: string }[];
  /** Values that are secret whatever they look like. */
  readonly secrets: readonly string[];
  /** Of the accounts and of the organisation. */
  readonly domains: readonly string[];
  /** Names of people. */
  readonly people: readonly string[];
}

export interface Redactor {
  readonly text: (text: string) => string;
  /** Every text in it, member names included. */
  readonly json: (value: unknown) => unknown;
}

/** Hosts of the service itself, which everybody has. */
const publicHosts =
  /^(?:(?:[\w-]+\.)*(?:microsoft|microsoftonline|office|office365|windows|live)\.(?:com|net|us|cn)|(?:[\w-]+\.)*(?:chinacloudapi|partner\.microsoftonline)\.cn|localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

const secretWords =
  'token|secret|password|passwd|pwd|signature|sig|authorization|api[_-]?key|assertion|client_?state|cookie';
const secretName = new RegExp(`(?:${secretWords})$`, 'i');

/**
 * Takes out of texts what is nobody's business, for one support bundle: the same address has the same pseudonym in every
 * file of it and another in the next bundle. What it cannot know by its look, such as a subject, must not be given to it.
 */
export function createRedactor({ folders, secrets, domains, people }: RedactorParts): Redactor {
  const mailbox = pseudonyms((n) => `mailbox-${String(n)}@example`);
  const domain = pseudonyms((n) => `domain-${String(n)}.example`);
  const person = pseudonyms((n) => `person-${String(n)}`);
  const places = [...folders].filter(({ path }) => path.length > 1).sort((a, b) => b.path.length - a.path.length);

  function address(found: string): string {
    return mailbox(found.replace(/%40/i, '@').toLowerCase());
  }

  function url(found: string): string {
    const [, scheme = '', host = '', port = ''] =
      /^([a-z][\w+.-]*):\/\/(?:[^/@\s]*@)?(\[[^\]]*\]|[^/:?#\s]*)(:\d+)?/i.exec(found) ?? [];
    const shown = host === '' || publicHosts.test(host) ? host : domain(host.toLowerCase());
    const isWhole = found.length <= scheme.length + 3 + host.length + port.length;
    return `${scheme}://${shown}${port}${isWhole ? '' : '/…'}`;
  }

  function text(given: string): string {
    let result = given;
    for (const secret of secrets) result = replaceAll(result, secret, '<secret>');
    result = result
      .replaceAll(/\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s"'<>\\]+/gi, url)
      .replaceAll(/\b(?:bearer|basic)\s+[\w~+/=.-]{8,}/gi, '<secret>')
      .replaceAll(/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '<secret>')
      .replaceAll(
        new RegExp(`\\b([\\w-]*(?:${secretWords}))(["']?\\s*[=:]\\s*["']?)([^\\s"'&,;}]{6,})`, 'gi'),
        '$1$2<secret>',
      )
      .replaceAll(/[\p{L}\p{N}!#$%&'*+/=?^_`{|}~’.-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/giu, address);
    for (const { path, word } of places) result = replaceAll(replaceAll(result, path, word), escaped(path), word);
    result = result
      .replaceAll(/(<data>)(?:[\\/][\w.-]+)*[\\/]*/g, (kept) => kept.replaceAll(/[\\/]+/g, '/'))
      .replaceAll(
        /<home>[\\/][^"'<>|\r\n]*|(?<![\p{L}\p{N}_<>/\\.…])(?:[a-z]:[\\/]|\\\\|\/(?=[\p{L}\p{N}_.-]+\/))[^"'<>|\r\n]*/giu,
        '<path>',
      );
    for (const name of people) result = replaceWord(result, name, person(name));
    for (const name of domains) result = replaceWord(result, name, domain(name.toLowerCase()));
    return result;
  }

  function json(value: unknown): unknown {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(json);
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(([name, member]: [string, unknown]) => {
      const isSecret = secretName.test(name) && typeof member === 'string' && member.length > 0;
      return [text(name), isSecret ? '<secret>' : json(member)];
    });
    return Object.fromEntries(members);
  }

  return { text, json };
}

/** The same for the same, in the order in which they come. */
function pseudonyms(make: (n: number) => string): (known: string) => string {
  const given = new Map<string, string>();
  return (known) => {
    const before = given.get(known);
    if (before !== undefined) return before;
    const made = make(given.size + 1);
    given.set(known, made);
    return made;
  };
}

/** As a path stands in JSON on Windows. */
function escaped(path: string): string {
  return path.replaceAll('\\', '\\\\');
}

function replaceAll(text: string, found: string, by: string): string {
  return found === '' ? text : text.split(found).join(by);
}

/** A short name would be found inside of words. */
function replaceWord(text: string, word: string, by: string): string {
  if (word.length < 3) return text;
  const pattern = word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return text.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu'), by);
}
