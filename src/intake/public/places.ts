/**
 * How many reports does one place of origin send? A robot is slowed down; a family, a school or a library behind one address is
 * not. Nothing is written down of where anyone is: the counts stand in memory for ten minutes and are forgotten.
 */

/** In so many minutes... */
export const minutes = 10
/** ...so many forms may be begun from one place, and so many sent. */
export const limits = { begin: 60, send: 30, 'send urgent': 60 } as const
export type Kind = keyof typeof limits

/** At most so many places are remembered: beyond that the oldest are forgotten, and nobody is refused for it. */
const placesMost = 20_000

/** The counts of a process. */
export type Places = Map<string, number[]>

/**
 * May another of this kind come from this place? Counts it where it may. The caller says the telephone number where it may not:
 * nobody is turned away without another way to tell.
 */
export function mayCome(places: Places, place: string, kind: Kind, now: number): boolean {
  const key = `${kind} ${place}`
  const since = now - minutes * 60_000
  const times = (places.get(key) ?? []).filter(at => at > since)
  const may = times.length < limits[kind]
  if (may) times.push(now)
  // To the end of the order in which they are forgotten.
  places.delete(key)
  places.set(key, times)
  if (places.size > placesMost) places.delete(places.keys().next().value!)
  return may
}

/** What counts as one place: an address; of the long kind its first half, which is one household's or one office's. */
export const placeOf = (ip: string): string =>
  ip.includes(':') && !ip.includes('.') ? ip.split(':').slice(0, 4).join(':') : ip
