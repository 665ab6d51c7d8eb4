import { useMutation } from '@tanstack/react-query';
import { readFault, type Fault } from './fault.ts';

export interface Action<Input> {
  run(input: Input): void;
  readonly isRunning: boolean;
  readonly fault: Fault | null;
  forget(): void;
}

/** Something a person does once: it is never repeated by itself, and its fault stays until the next try. */
export function useAction<Input, Output>(
  act: (input: Input) => Promise<Output>,
  onDone?: (output: Output) => void,
): Action<Input> {
  const mutation = useMutation({ mutationFn: act, onSuccess: (output) => onDone?.(output) });
  return {
    run: (input) => mutation.mutate(input),
    isRunning: mutation.isPending,
    fault: mutation.error === null ? null : readFault(mutation.error),
    forget: () => mutation.reset(),
  };
}
