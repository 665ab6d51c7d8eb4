/** They turn the way that text runs. In a file name they only serve to make it look like another one. */
export const bidiControls = /[\u202a-\u202e\u2066-\u2069]/u;

/** Seen by nobody: controls, line ends, invisible characters, and points that are no characters. */
const unseen =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]|(?![\ufe00-\ufe0f\u200c\u200d])\p{Default_Ignorable_Code_Point}/gu;
/** Joiners make emoji and belong to several scripts; beside plain letters they only hide. */
const looseJoiners = /(?<=^|[\p{ASCII}\p{Zs}])[\u200c\u200d]+|[\u200c\u200d]+(?=$|[\p{ASCII}\p{Zs}])/gu;
/** What one of the three systems does not take in a name. A colon would name a stream of the file on Windows. */
const forbidden = /[\\/:*?"<>|]/g;
/** More is no name. What is left out is in the middle, so that an extension stays. */
const MAX_READ_LENGTH = 2000;

/**
 * Any text as a part of a file name that all three systems take: one line, nothing invisible, no separator, no dot or
 * space at either end. May be empty.
 */
export function cleanName(text: string): string {
  return trimEnds(
    shorten(text)
      .toWellFormed()
      .normalize('NFC')
      .replaceAll(unseen, '')
      .replaceAll(looseJoiners, '')
      .replaceAll(/\p{Zs}+/gu, ' ')
      .normalize('NFC')
      .replaceAll(forbidden, '_'),
  );
}

/** For text that was cut. */
export function withoutLooseEnd(text: string): string {
  return trimEnds(text.replace(/[\u200c\u200d]+$/, ''));
}

/** Windows drops dots and spaces at the end; a dot at the beginning would hide a file elsewhere. */
export function trimEnds(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isDotOrSpace(text.charAt(start))) start += 1;
  while (end > start && isDotOrSpace(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isDotOrSpace(character: string): boolean {
  return character === '.' || character === ' ';
}

function shorten(text: string): string {
  const half = MAX_READ_LENGTH / 2;
  return text.length <= MAX_READ_LENGTH ? text : text.slice(0, half) + text.slice(-half);
}
