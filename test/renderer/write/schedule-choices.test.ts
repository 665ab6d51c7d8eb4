import { describe, expect, it } from 'vitest';
import { scheduleChoices } from '../../../renderer/write/options/schedule-choices.ts';

/** Local time, as a person reads it. */
const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();
const offered = (nowMs: number) => scheduleChoices(nowMs).map(({ key, atMs }) => [key, atMs]);

describe('C11: the times that are offered', () => {
  it('are this evening, tomorrow at 8 and Monday at 8', () => {
    const wednesday = at(18, 10);
    expect(offered(wednesday)).toEqual([
      ['evening', at(18, 18)],
      ['tomorrow', at(19, 8)],
      ['monday', at(23, 8)],
    ]);
  });

  it('lie ahead: in the evening there is no other evening', () => {
    expect(offered(at(18, 18)).map(([key]) => key)).toEqual(['tomorrow', 'monday']);
  });

  it('name each moment once, and on a Monday the next one', () => {
    const [sunday, monday] = [at(22, 10), at(23, 10)];
    expect(offered(sunday)).toEqual([
      ['evening', at(22, 18)],
      ['tomorrow', at(23, 8)],
    ]);
    expect(offered(monday)).toContainEqual(['monday', at(30, 8)]);
  });
});
