/** One request between its head and its answer. */
export interface Flight {
  readonly userId: string;
  /** The message that the request changes, if it changes one. */
  readonly messageN: number | null;
  readonly isSend: boolean;
  readonly isClientGone: () => boolean;
}

/** What is being worked on now. Gone with the process, as the work itself is. */
export interface InFlight {
  enter(flight: Flight): { leave: () => void };
  countOf(userId: string): { all: number; waitedFor: number };
  /** Another change of the same message, if one is under way. */
  rivalOf(flight: Flight): Flight | undefined;
}

export function trackInFlight(): InFlight {
  const flights = new Set<Flight>();
  return {
    enter(flight) {
      flights.add(flight);
      return { leave: () => void flights.delete(flight) };
    },
    countOf(userId) {
      const mine = [...flights].filter((flight) => flight.userId === userId);
      return { all: mine.length, waitedFor: mine.filter((flight) => !flight.isClientGone()).length };
    },
    rivalOf(flight) {
      if (flight.messageN === null) return undefined;
      return [...flights].find((other) => other !== flight && other.messageN === flight.messageN);
    },
  };
}
