// Keeping the register of agreements; asking, marking as sent, answering, chasing: one transaction each.
import type { Viewer } from '../access/viewer.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, refused } from '../platform/errors.ts'
import { type NewTerms, problemsWith } from './agreement.ts'
import { agreementByToken, agreementsNow, holdAgreements, insertTerms } from './store.ts'

/**
 * Writes an agreement into the register, or changes it by adding its next version. `seen` is the version the form had before it:
 * where somebody changed it since, nothing is written. Gives its token.
 */
export async function keepAgreement(
  tx: Tx,
  viewer: Viewer,
  given: NewTerms,
  of?: { token: string; seen: number },
): Promise<Decision<string>> {
  const wrong = problemsWith(given)
  if (wrong.length > 0) return refused(...wrong.map(({ text }) => ({ says: text })))
  await holdAgreements(tx, viewer)
  if (of) {
    const [latest] = await agreementByToken(tx, viewer, of.token)
    if (latest!.number !== of.seen) {
      return refused({
        says: `${latest!.keptName} changed this agreement while you had it open. Read it again, then change it`,
      })
    }
    if (given.why === '') return refused({ says: 'Write why it changes' })
    return allowed(await insertTerms(tx, viewer, given, latest))
  }
  // The same words twice are one agreement.
  const same = (await agreementsNow(tx, viewer)).find(
    one =>
      one.partner.toLowerCase() === given.partner.toLowerCase() &&
      one.startsOn === given.startsOn &&
      one.covers.join() === given.covers.join(),
  )
  return allowed(same ? same.token : await insertTerms(tx, viewer, given))
}
