import type { ReactElement } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { Field } from '../ui/Field.tsx';
import type { ScopeOffer } from './jobs-ask.ts';

export interface ScopeStepProps {
  readonly offers: readonly ScopeOffer[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  readonly first: string;
  readonly onFirst: (typed: string) => void;
  readonly isFirstWrong: boolean;
}

/** Which jobs: a choice only where there is one, and the oldest of many. */
export function ScopeStep(props: ScopeStepProps): ReactElement {
  const { offers, chosen } = props;
  return (
    <section className="replay-step">
      <h3 id="replay-scope">Scope</h3>
      {offers.length === 1 ? (
        <p>{offers[0]?.words}</p>
      ) : (
        <RadioGroup
          className="replay-offers"
          aria-labelledby="replay-scope"
          value={String(chosen)}
          onChange={(index) => props.onChoose(Number(index))}
        >
          {offers.map(({ words }, index) => (
            <Radio key={words} value={String(index)} className="replay-offer">
              <i aria-hidden />
              {words}
            </Radio>
          ))}
        </RadioGroup>
      )}
      {offers[chosen]?.scope.kind === 'filter' ? (
        <div className="replay-fields">
          <Field
            label="Only the oldest"
            placeholder="all"
            value={props.first}
            onChange={props.onFirst}
            problem={props.isFirstWrong ? 'A whole number, or empty for all.' : null}
          />
        </div>
      ) : null}
    </section>
  );
}
