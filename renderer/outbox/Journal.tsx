import type { ReactElement } from 'react';
import type { OutboxEvent } from '../../contract/outbox.ts';
import { formatMillisecond, formatMoment } from '../ui/format/format-time.ts';

/** The evidence, as it was written down before and after each step. */
export function Journal({ events }: { readonly events: readonly OutboxEvent[] }): ReactElement | null {
  if (events.length === 0) return null;
  return (
    <>
      <h3 className="detail-section" id="journal">
        What we know
      </h3>
      <table className="table journal" aria-labelledby="journal">
        <tbody>
          {events.map((event, index) => (
            <tr key={`${event.at} ${index}`}>
              <td className="mono fixed">
                <time dateTime={event.at} title={formatMoment(event.at)}>
                  {formatMillisecond(event.at)}
                </time>
              </td>
              <td className="journal-what">{event.what}</td>
              <td className="mono fixed" {...(event.requestId === null ? {} : { title: `Request ${event.requestId}` })}>
                {event.requestId === null ? '' : shortId(event.requestId)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** "b1f0…9c": enough to find it again by eye; the whole is in the tooltip and in the copied details. */
function shortId(id: string): string {
  return id.length <= 8 ? id : `${id.slice(0, 4)}…${id.slice(-2)}`;
}
