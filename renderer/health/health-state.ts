import { useEffect } from 'react';
import { create } from 'zustand';
import type { HealthReport } from '../../contract/health.ts';
import { useStream } from '../app/use-stream.ts';
import { announce } from '../ui/announce.ts';

interface HealthState {
  /** What the engine last told; null before the first word. It stays while the engine cannot be reached. */
  readonly report: HealthReport | null;
  readonly isLive: boolean;
}

const useHealthState = create<HealthState>(() => ({ report: null, isLive: false }));

export function useHealth(): HealthState {
  return useHealthState();
}

/** What a silence answered is newer than what the stream told last. */
export function takeReport(report: HealthReport): void {
  useHealthState.setState({ report });
}

/** A critical alert stands that nobody silenced: the mark in the rail. */
export function useHasCriticalAlert(): boolean {
  return useHealthState(({ report }) => report?.level === 'broken');
}

/** Reads how it goes. Mounted once, at the top. */
export function useHealthFeed(): void {
  const state = useStream(
    'health.watch',
    (client, signal) => client.health.watch({}, { signal }),
    (report) => {
      const before = useHealthState.getState().report;
      useHealthState.setState({ report });
      if (before !== null && before.level !== 'broken' && report.level === 'broken') announce(report.verdict);
    },
  );
  useEffect(() => useHealthState.setState({ isLive: state === 'live' }), [state]);
}
