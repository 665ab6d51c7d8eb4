import { describe, expect, it } from 'vitest';
import { judgeCommand } from './judge-command.ts';
import { drawnPanels, readDashboards } from './read-dashboards.ts';
import { readRunbook, readRunbooks } from './read-runbooks.ts';

const runbooks = readRunbooks();
const names = runbooks.map(({ name }) => name);
const dashboards = readDashboards();
const dashboardTitles = dashboards.map(({ title }) => title);
const panelTitles = dashboards.flatMap(drawnPanels).map(({ title }) => title);

describe.each(runbooks)('MP5: the runbook $name', (runbook) => {
  it('says what it means, where to see it, what to do, when it is over, and what never to do', () => {
    expect(runbook.text).toMatch(/^# \S/);
    expect(runbook.sections).toEqual(['What it means for people', 'See it', 'Do', 'It is over when', 'Never']);
    expect(runbook.text).toMatch(/\n1\. /);
  });

  it('names only commands that Mailroom has', () => {
    expect(runbook.commands.map(judgeCommand).filter((problem) => problem !== null)).toEqual([]);
  });

  it('points only at pages, dashboards and panels that exist', () => {
    expect(runbook.links.filter((link) => !names.includes(link))).toEqual([]);
    expect(runbook.dashboards.filter((title) => !dashboardTitles.includes(title))).toEqual([]);
    expect(runbook.panels.filter((title) => !panelTitles.includes(title))).toEqual([]);
  });
});

describe('reading a runbook', () => {
  it('finds what it points at', () => {
    const text = 'Dashboard _Mailroom: x_, panels _A_, _B b_. Look at panel _C_. `mailroom doctor`. [D](d.md).';
    expect(readRunbook('x.md', text)).toMatchObject({
      links: ['d.md'],
      commands: ['mailroom doctor'],
      dashboards: ['Mailroom: x'],
      panels: ['A', 'B b', 'C'],
    });
  });

  it.each([
    ['mailroom doctor', null],
    ['mailroom outbox list --state unconfirmed --json', null],
    ['mailroom send --subject "a --b"', null],
    ['mailroom outbox forget ID', 'outbox has no command forget'],
    ['mailroom outbox confirm ID --again', 'confirm has no option --again'],
    ['mailroom outbox list --state lost', '--state has no choice lost'],
    ['mailroom outbox', 'outbox needs a command'],
  ])('judges %s', (line, problem) => {
    expect(judgeCommand(line)).toBe(problem);
  });
});
