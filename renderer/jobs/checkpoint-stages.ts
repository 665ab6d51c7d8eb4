import type { JobCheckpoint } from '../../contract/jobs.ts';
import type { WaybillStage } from '../ui/Waybill.tsx';

/** The steps of the work as the strip shows them: it stands at what failed, else at the first that is open. */
export function checkpointStages(checkpoints: readonly JobCheckpoint[]): readonly WaybillStage[] {
  const failed = checkpoints.findIndex(({ state }) => state === 'failed');
  const at = failed === -1 ? checkpoints.findIndex(({ state }) => state === 'open') : failed;
  return checkpoints.map(({ name, state, detail }, index) => ({
    name,
    time: detail,
    progress: state === 'done' ? 'done' : index === at ? 'now' : 'ahead',
  }));
}
