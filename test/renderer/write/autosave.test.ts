import { describe, expect, it } from 'vitest';
import { createAutosave, type AutosaveState, type SaveOutcome } from '../../../renderer/write/draft/autosave.ts';

/** A clock that only moves when told, and a disk whose answers are given by hand. */
function stage() {
  let nowMs = 0;
  let timers: { readonly atMs: number; readonly run: () => void }[] = [];
  const saves: { readonly text: string; readonly answer: (outcome: SaveOutcome) => void }[] = [];
  const states: AutosaveState[] = [];
  const autosave = createAutosave<string>({
    delayMs: 400,
    retryMs: 2000,
    save: (text) => new Promise((settle) => saves.push({ text, answer: settle })),
    after: (delayMs, run) => {
      const timer = { atMs: nowMs + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    onState: (state) => states.push(state),
  });
  async function pass(ms: number): Promise<void> {
    nowMs += ms;
    const due = timers.filter(({ atMs }) => atMs <= nowMs);
    timers = timers.filter(({ atMs }) => atMs > nowMs);
    for (const { run } of due) run();
    await settled();
  }
  async function answer(outcome: SaveOutcome): Promise<void> {
    saves.at(-1)?.answer(outcome);
    await settled();
  }
  return { autosave, saves, states, pass, answer, texts: () => saves.map(({ text }) => text) };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

describe('autosave', () => {
  it('C9: saves once, the newest text, 400 ms after the last change', async () => {
    const { autosave, pass, answer, texts, states } = stage();
    autosave.change('a');
    await pass(300);
    autosave.change('ab');
    await pass(300);
    expect(texts()).toEqual([]);
    await pass(100);
    expect(texts()).toEqual(['ab']);
    await answer('saved');
    expect(states.at(-1)).toBe('saved');
    expect(autosave.unsaved()).toBeNull();
  });

  it('never has two saves under way, and saves what was typed during one afterwards', async () => {
    const { autosave, pass, answer, texts } = stage();
    autosave.change('a');
    await pass(400);
    autosave.change('ab');
    await pass(400);
    expect(texts()).toEqual(['a']);
    await answer('saved');
    expect(texts()).toEqual(['a', 'ab']);
    await answer('saved');
    await pass(400);
    expect(texts()).toEqual(['a', 'ab']);
    expect(autosave.unsaved()).toBeNull();
  });

  it('keeps a text whose save failed, and tries it again by itself', async () => {
    const { autosave, pass, answer, texts, states } = stage();
    autosave.change('a');
    await pass(400);
    await answer('failed');
    expect(states.at(-1)).toBe('failed');
    expect(autosave.unsaved()).toBe('a');
    await pass(2000);
    expect(texts()).toEqual(['a', 'a']);
    await answer('saved');
    expect(states.at(-1)).toBe('saved');
  });

  it('does not put an older text in the place of a newer one when a save fails', async () => {
    const { autosave, pass, answer, texts } = stage();
    autosave.change('old');
    await pass(400);
    autosave.change('new');
    await answer('failed');
    await pass(2000);
    expect(texts()).toEqual(['old', 'new']);
  });

  it('saves at once when asked to, and says whether everything is on disk', async () => {
    const { autosave, answer, texts } = stage();
    autosave.change('a');
    const flushed = autosave.flush();
    await settled();
    expect(texts()).toEqual(['a']);
    await answer('saved');
    expect(await flushed).toBe(true);
    autosave.change('ab');
    const again = autosave.flush();
    await settled();
    await answer('failed');
    expect(await again).toBe(false);
    expect(autosave.unsaved()).toBe('ab');
  });

  it('saves nothing after a conflict until a person chose, and loses nothing typed meanwhile', async () => {
    const { autosave, pass, answer, texts } = stage();
    autosave.change('mine');
    await pass(400);
    await answer('conflict');
    autosave.change('mine, longer');
    await pass(10_000);
    expect(texts()).toEqual(['mine']);
    expect(autosave.unsaved()).toBe('mine, longer');
    autosave.resume();
    await pass(0);
    expect(texts()).toEqual(['mine', 'mine, longer']);
  });
});
