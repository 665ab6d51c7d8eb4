import { utf8Length } from '../compose/check-draft.ts';
import { trimEnds, withoutLooseEnd } from './clean-name.ts';

/** File systems take 255; the rest is for whoever copies it on, adds a number or zips it. */
const MAX_NAME_BYTES = 200;

/** Devices of Windows, with any extension, and files that its shell obeys. */
const reserved =
  /^(?:(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)|(?:desktop\.ini|thumbs\.db|autorun\.inf)$)/i;

export interface SplitName {
  readonly stem: string;
  /** With its dot, or empty. */
  readonly extension: string;
}

/** Only the last one counts: it decides what a system does with the file. */
export function splitName(name: string): SplitName {
  const found = /^(.*[^. ]) *(\.[\p{L}\p{N}_~$-]{1,20})$/su.exec(name);
  return found === null ? { stem: name, extension: '' } : { stem: found[1] ?? '', extension: found[2] ?? '' };
}

/** Clean parts put together: never longer than allowed, never a reserved name, never empty. The extension stays whole. */
export function fitName({ stem, extension }: SplitName, emptyStem: string, suffix = ''): string {
  const roomBytes = MAX_NAME_BYTES - utf8Length(suffix + extension);
  const fitted = cutBytes(trimEnds(stem), roomBytes) || emptyStem;
  const name = fitted + suffix + extension;
  return reserved.test(name) ? `_${cutBytes(fitted, roomBytes - 1)}${suffix}${extension}` : name;
}

/** Cuts between what people see as characters. */
function cutBytes(text: string, maxBytes: number): string {
  if (utf8Length(text) <= maxBytes) return text;
  let [kept, bytes] = ['', 0];
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    bytes += utf8Length(segment);
    if (bytes > maxBytes) break;
    kept += segment;
  }
  return withoutLooseEnd(kept);
}
