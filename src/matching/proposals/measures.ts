/** How often were pairs the same child, beside how often they were said to be? People's answers are the only truth there is. */

export type Tenth = { tenth: number; same: number; different: number; expected: number }

/** Fewer answers than this in a tenth say nothing about it. */
export const enoughAnswers = 20
/** A share is off where it lies this far, in standard errors, from what was said. */
const errorsOff = 3

/**
 * The tenths from the likeliest down, each with how many of the answered pairs were the same child and the figure that
 * should be near; and one sentence that says whether they are.
 */
export function measured(tenths: readonly Tenth[]) {
  const answered = tenths.reduce((sum, one) => sum + one.same + one.different, 0)
  const rows = [...tenths]
    .sort((a, b) => b.tenth - a.tenth)
    .map(one => {
      const n = one.same + one.different
      const share = one.same / n
      const error = Math.sqrt((one.expected * (1 - one.expected)) / n)
      const isOff = n >= enoughAnswers && Math.abs(share - one.expected) > errorsOff * Math.max(error, 0.01)
      return {
        offered: `${one.tenth * 10} to ${one.tenth === 9 ? 100 : one.tenth * 10 + 10} in 100`,
        same: one.same,
        different: one.different,
        share: `${Math.round(share * 100)} in 100`,
        expected: `${Math.round(one.expected * 100)} in 100`,
        says:
          n < enoughAnswers
            ? `Too few answers to tell: ${enoughAnswers} are needed`
            : isOff
              ? share < one.expected
                ? 'Too sure: fewer were the same child than was said'
                : 'Not sure enough: more were the same child than was said'
              : 'As it should be',
        isOff,
      }
    })
  const off = rows.filter(row => row.isOff).length
  const sentence =
    answered === 0
      ? 'Nobody has decided on a proposed pair yet.'
      : off > 0
        ? `Of ${answered} pairs that people decided on, the proposals were off in ${off} of ${rows.length} tenths.`
        : `Of ${answered} pairs that people decided on, the proposals were nowhere shown to be off.`
  return { rows, answered, sentence }
}
