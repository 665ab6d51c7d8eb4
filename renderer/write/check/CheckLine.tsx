import type { ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import type { CheckItem, Fix } from './check-line.ts';
import './check-line.css';

export interface CheckLineProps {
  readonly items: readonly CheckItem[];
  readonly onFix: (item: CheckItem, fix: Fix) => void;
}

/** What is worth knowing before sending, worst first. Brick stops it; the rest is said once. */
export function CheckLine({ items, onFix }: CheckLineProps): ReactElement | null {
  if (items.length === 0) return null;
  return (
    <ul className="check-line" aria-label="Before sending">
      {items.map((item) => (
        <li key={item.key} data-tone={item.finding.blocks ? 'brick' : 'amber'}>
          <strong>{item.finding.message}</strong>
          {item.fixes.map((fix) => (
            <Button key={fix.label} look="quiet" onPress={() => onFix(item, fix)}>
              {fix.label}
            </Button>
          ))}
        </li>
      ))}
    </ul>
  );
}
