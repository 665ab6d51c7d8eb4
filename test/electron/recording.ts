/** What a test made a source do: `app.quit` for a call, `app.on(before-quit)` for an event that was listened to. */
export class Recording {
  readonly offered = new Set<string>();
  readonly used = new Set<string>();
  /** Events that a source listens to, and that a test let happen. */
  readonly awaited = new Set<string>();
  readonly happened = new Set<string>();

  /** The same object, noting which of its own members are taken. */
  watch<Part extends object>(name: string, part: Part): Part {
    for (const key of membersOf(part)) this.offered.add(`${name}.${key}`);
    return new Proxy(part, {
      get: (target, key) => {
        if (typeof key === 'string') this.used.add(`${name}.${key}`);
        const value: unknown = Reflect.get(target, key, target);
        if (key !== 'on' && key !== 'once') return typeof value === 'function' ? value.bind(target) : value;
        return (event: string, listener: (...args: unknown[]) => unknown): unknown => {
          this.awaited.add(`${name}:${event}`);
          const heard = (...args: unknown[]): unknown => {
            this.happened.add(`${name}:${event}`);
            return listener(...args);
          };
          (value as (...args: unknown[]) => unknown).call(target, event, heard);
          return target;
        };
      },
    });
  }

  /** What no test took or let happen. */
  missed(): string[] {
    return [
      ...[...this.offered].filter((member) => !this.used.has(member)),
      ...[...this.awaited].filter((event) => !this.happened.has(event)).map((event) => `event ${event}`),
    ].sort();
  }
}

function membersOf(part: object): string[] {
  return Object.keys(part).filter((key) => !key.startsWith('_'));
}
