/** A process that may die before or after any call into the world; nothing of it goes on after that. */
export interface Life {
  /** So many more moments; null: it lives on. */
  left: number | null;
  dead: boolean;
}

export class Died extends Error {
  override readonly name = 'Died';
}

export function newLife(left: number | null): Life {
  return { left, dead: false };
}

function live(life: Life): void {
  if (life.left !== null) life.left -= 1;
  if (life.dead || (life.left !== null && life.left < 0)) {
    life.dead = true;
    throw new Died();
  }
}

/** Every method of `target`, with a moment before it and one after it in which the process may die. */
export function mortal<T extends object>(target: T, life: Life): T {
  return new Proxy(target, {
    get(object, key): unknown {
      const member: unknown = Reflect.get(object, key);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        live(life);
        const result: unknown = Reflect.apply(member, object, given);
        if (!(result instanceof Promise)) {
          live(life);
          return result;
        }
        return result.then((value: unknown) => {
          live(life);
          return value;
        });
      };
    },
  });
}
