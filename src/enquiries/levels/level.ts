/**
 * Which level does a situation have now, and who gave it? Read from the screens that were signed and from what people said since.
 *
 * Up at once, by anyone. Down only by a signed screen with a reason; and from 'act today' only when a second person agrees. Until
 * then the higher level holds. Practice notes, section 10.
 */
import { isLower, type Level } from '../screening.ts'

export type Judgement =
  | {
      readonly kind: 'screen'
      readonly id: string
      readonly at: Date
      readonly on: string
      readonly level: Level
      readonly byId: string | null
      readonly by: string
      readonly why: string
    }
  | {
      readonly kind: 'raised'
      readonly at: Date
      readonly on: string
      readonly level: Level
      readonly by: string
      readonly why: string
    }
  | {
      readonly kind: 'lowered' | 'kept'
      readonly screenId: string
      readonly at: Date
      readonly on: string
      readonly level: Level
      readonly by: string
      readonly why: string
    }

export type LevelNow = {
  readonly level: Level
  readonly how: 'screen' | 'raised' | 'lowered'
  readonly at: Date
  /** The day on which it was so judged. */
  readonly on: string
  readonly by: string
  readonly why: string
  /** A screen that gives less than 'act today', and waits for a second person. */
  readonly waiting?: {
    readonly screenId: string
    readonly level: Level
    readonly byId: string | null
    readonly by: string
    readonly why: string
  }
}

/** The level that holds after these judgements, in the order of their times; undefined where nobody has judged. */
export function levelNow(judgements: readonly Judgement[]): LevelNow | undefined {
  let now: LevelNow | undefined
  for (const one of [...judgements].sort((a, b) => a.at.getTime() - b.at.getTime())) now = after(now, one)
  return now
}

function after(now: LevelNow | undefined, one: Judgement): LevelNow | undefined {
  const { level, at, on, by, why } = one
  switch (one.kind) {
    case 'screen':
      if (now?.level === 'act today' && isLower(level, 'act today')) {
        return { ...now, waiting: { screenId: one.id, level, byId: one.byId, by, why } }
      }
      return { level, how: 'screen', at, on, by, why }
    case 'raised':
      // A new worry also takes back a lowering that waits: who asked for it did not know.
      if (!now || isLower(now.level, level)) return { level, how: 'raised', at, on, by, why }
      return level === now.level ? withoutWaiting(now) : now
    case 'lowered':
      return now?.waiting?.screenId === one.screenId ? { level, how: 'lowered', at, on, by, why } : now
    case 'kept':
      return now?.waiting?.screenId === one.screenId ? withoutWaiting(now) : now
    default:
      return one satisfies never
  }
}

function withoutWaiting({ level, how, at, on, by, why }: LevelNow): LevelNow {
  return { level, how, at, on, by, why }
}
