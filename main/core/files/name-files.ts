import { nameRegister } from './name-register.ts';
import { fillPattern, type NamePattern, type PatternFile, type PatternPlace } from './name-pattern.ts';

/** The names of files that are saved together: as many as there are files, no two equal. */
export function nameFiles(
  files: readonly PatternFile[],
  pattern: NamePattern,
  utcOffsetMinutes: PatternPlace['utcOffsetMinutes'],
): readonly string[] {
  const register = nameRegister();
  return files.map((file, index) =>
    register.take(fillPattern(pattern, file, { number: index + 1, of: files.length, utcOffsetMinutes })),
  );
}
