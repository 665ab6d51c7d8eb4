import type { ReactElement } from 'react';
import type { ReplayEffect, ReplayPace } from '../../contract/jobs.ts';
import { Field } from '../ui/Field.tsx';
import { Toggle } from '../ui/Toggle.tsx';
import { movedCount, paceEstimate } from './effect-words.ts';
import type { PaceField, PaceForm } from './pace-form.ts';

export interface PaceStepProps {
  readonly form: PaceForm;
  readonly onChange: (form: PaceForm) => void;
  readonly problems: Readonly<Record<PaceField, string | null>>;
  /** Null while a field is wrong. */
  readonly pace: ReplayPace | null;
  readonly effect: ReplayEffect | null;
}

/** How fast, how many at most, and when it stops by itself. */
export function PaceStep({ form, onChange, problems, pace, effect }: PaceStepProps): ReactElement {
  const field = (name: PaceField, label: string, placeholder = ''): ReactElement => (
    <Field
      label={label}
      placeholder={placeholder}
      value={form[name]}
      onChange={(typed) => onChange({ ...form, [name]: typed })}
      problem={problems[name]}
    />
  );
  const count = pace === null || effect === null ? 0 : movedCount(effect, pace);
  return (
    <section className="replay-step" aria-label="Pace">
      <h3>Pace</h3>
      <div className="replay-fields">
        {field('perMinute', 'A minute')}
        {field('cap', 'At most', 'all')}
        {form.stops ? (
          <>
            {field('failures', 'Stop at failures')}
            {field('outOf', 'Of the last')}
          </>
        ) : null}
      </div>
      <Toggle isOn={form.stops} onChange={(stops) => onChange({ ...form, stops })}>
        Stop by itself when too many fail again
      </Toggle>
      {pace === null || count === 0 ? null : <p>{paceEstimate(count, pace.perMinute)}</p>}
    </section>
  );
}
