import type { Command, Option } from 'commander';
import { createProgram } from '../../main/cli/create-program.ts';

/** What is wrong with a command line that a page tells people to enter; null when Mailroom would take it. */
export function judgeCommand(line: string): string | null {
  const [, ...words] = line.match(/"[^"]*"|\S+/g) ?? [];
  // The launcher hands it to the browser host, which is another program.
  if (words.length === 1 && words[0] === 'serve') return null;
  const program = createProgram(() => Promise.resolve());
  let command: Command = program;
  let option: Option | undefined;
  for (const word of words) {
    if (word.startsWith('--')) {
      option = [...command.options, ...program.options].find(({ long }) => long === word);
      if (option === undefined) return `${command.name()} has no option ${word}`;
    } else if (option?.argChoices !== undefined) {
      if (!option.argChoices.includes(word)) return `${String(option.long)} has no choice ${word}`;
    } else if (command.commands.length > 0) {
      const next = command.commands.find((each) => each.name() === word);
      if (next === undefined) return `${command.name()} has no command ${word}`;
      command = next;
    }
  }
  return command.commands.length > 0 ? `${command.name()} needs a command` : null;
}
