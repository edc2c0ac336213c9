// How do pages that a crowd may press leave the others their time? Through a gate: a few at a time, in the order they came; fewer
// while somebody signed in waits; and no more waiting than can be answered in a reasonable time.

export type Gate = {
  /** Waits for a place. False, at once, where too many wait already. Whoever entered must leave. */
  enter(): Promise<boolean>
  leave(): void
  /** The limit may have changed: looks whether somebody can come in. */
  wake(): void
}

/** `limit`: how many may be inside just now, asked each time; never below one. */
export function createGate(limit: () => number, waitingMost: number): Gate {
  let inside = 0
  const waiting: (() => void)[] = []
  const wake = (): void => {
    while (waiting.length > 0 && inside < Math.max(1, limit())) {
      inside += 1
      waiting.shift()!()
    }
  }
  return {
    enter() {
      if (waiting.length >= waitingMost) return Promise.resolve(false)
      return new Promise(done => {
        waiting.push(() => done(true))
        wake()
      })
    },
    leave() {
      inside -= 1
      wake()
    },
    wake,
  }
}
