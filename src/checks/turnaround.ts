/** How long do bodies take to answer? Worked out from how many answers took how many days. */

/** So many requests of one body and check that took so many days; without days, those that have no answer. */
export type Took = {
  readonly partner: string
  readonly code: string
  readonly days: number | null
  readonly many: number
  /** Of those without an answer: how many are late. */
  readonly late: number
}
export type Turnaround = {
  readonly partner: string
  readonly code: string
  readonly sent: number
  readonly answered: number
  /** Half of the answers came within so many days. */
  readonly median: number | undefined
  /** Nine in ten did. */
  readonly ninetieth: number | undefined
  readonly late: number
}

/** The fewest days within which a share of the answers came. Takes how many took how long; nothing where there are none. */
export function within(share: number, took: readonly { days: number; many: number }[]): number | undefined {
  const all = took.reduce((sum, one) => sum + one.many, 0)
  let sofar = 0
  for (const one of took.toSorted((a, b) => a.days - b.days)) {
    sofar += one.many
    if (sofar > 0 && sofar >= share * all) return one.days
  }
  return undefined
}

/** The figures of each body and check, in the order of the rows. */
export function turnaroundFrom(rows: readonly Took[]): Turnaround[] {
  return [...Map.groupBy(rows, row => `${row.code} ${row.partner}`).values()].map(group => {
    const answered = group.flatMap(({ days, many }) => (days === null ? [] : [{ days, many }]))
    const sum = (many: readonly number[]) => many.reduce((a, b) => a + b, 0)
    return {
      partner: group[0]!.partner,
      code: group[0]!.code,
      sent: sum(group.map(one => one.many)),
      answered: sum(answered.map(one => one.many)),
      median: within(0.5, answered),
      ninetieth: within(0.9, answered),
      late: sum(group.map(one => one.late)),
    }
  })
}
