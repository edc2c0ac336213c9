// What a manager does: proposes the day of a pending law, answers another's proposal, sets a value that was checked.
import { may } from '../access/actions-allowed.ts'
import { insertAccessEvent } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import type { ProvisionId } from '../law/pending.ts'
import { problemWithReading, readingKey, safestReading } from '../law/readings.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, refused } from '../platform/errors.ts'
import type { StoredKey } from '../schools/settings.ts'
import { insertSetting } from '../schools/store.ts'
import { type AnswerToProposal, againstAnswering, againstProposing, type Proposal } from './commencing.ts'
import { holdProvision, insertAnswer, insertProposal, proposalsMade, readingsFor } from './store.ts'
import { problemWithDay, problemWithNumber, valuesToCheck } from './values.ts'

const managersOnly = { says: 'Only a manager of the authority can do this' }

/** Who acts must be a person: the system never says what the law is. */
const isManager = (viewer: Viewer): boolean =>
  may(viewer, 'authority.settings') && viewer.role === 'manager' && viewer.side === 'authority'

/** A manager proposes the day a section begins, or that a confirmed day be withdrawn. It changes nothing by itself. */
export async function proposeCommencement(
  tx: Tx,
  viewer: Viewer,
  proposal: Proposal,
): Promise<Decision<string>> {
  if (!isManager(viewer)) return refused(managersOnly)
  await holdProvision(tx, viewer, proposal.provision)
  const refusals = againstProposing(await proposalsMade(tx, viewer, proposal.provision), proposal)
  if (refusals.length > 0) return refused(...refusals)
  return allowed(await insertProposal(tx, viewer, proposal))
}

/** Another manager confirms a proposal or does not; its author takes it back. Refused for the same person twice. */
export async function answerProposal(
  tx: Tx,
  viewer: Viewer,
  given: { provision: ProvisionId; proposalId: string; answer: AnswerToProposal; why: string },
): Promise<Decision<void>> {
  if (!isManager(viewer)) return refused(managersOnly)
  await holdProvision(tx, viewer, given.provision)
  const made = await proposalsMade(tx, viewer, given.provision)
  const proposal = made.find(one => one.id === given.proposalId)
  if (!proposal) return refused({ says: 'There is no such proposal' })
  const refusals = againstAnswering(proposal, { ...given, byId: viewer.personId })
  if (refusals.length > 0) return refused(...refusals)
  await insertAnswer(tx, viewer, given)
  return allowed(undefined)
}

/** A manager sets a number or a census day that nobody had checked, with the place where it stands. */
export async function setCheckedValue(
  tx: Tx,
  viewer: Viewer,
  given: {
    slug: string
    value: number | LocalDate | undefined
    cites: string
    fromOn: LocalDate
    why: string
  },
): Promise<Decision<void>> {
  if (!isManager(viewer)) return refused(managersOnly)
  const one = valuesToCheck(viewer.today as LocalDate).find(({ slug }) => slug === given.slug)
  if (!one) return refused({ says: 'There is no such value to check' })
  const { value } = given
  const problem =
    one.is === 'number'
      ? problemWithNumber(one, typeof value === 'number' ? value : undefined)
      : problemWithDay(one, typeof value === 'string' ? value : undefined)
  const problems = [
    ...(problem ? [problem] : []),
    ...(given.cites.length < 5 ? ['Say where it stands: the source, and the page or paragraph'] : []),
    ...(given.why.length < 5 ? ['Say who checked it'] : []),
    ...(given.fromOn < viewer.today ? ['It cannot be used from a day that has passed'] : []),
  ]
  if (problems.length > 0 || value === undefined) return refused(...problems.map(says => ({ says })))
  const key: StoredKey = one.is === 'number' ? `value.${one.slug}` : `census.${one.schoolYear}.${one.term}`
  const kept = typeof value === 'number' ? { value, cites: given.cites } : { on: value, cites: given.cites }
  await insertSetting(tx, viewer, { key, value: kept, fromOn: given.fromOn, why: given.why })
  await insertAccessEvent(tx, {
    la: viewer.la,
    by: viewer.personId,
    byName: viewer.name,
    what: 'checked value set',
    detail: { key, ...kept, from: given.fromOn, why: given.why },
  })
  return allowed(undefined)
}

/** A manager chooses how an open question of law is read, from a day: our way, or one that is earlier or stricter. */
export async function chooseReading(
  tx: Tx,
  viewer: Viewer,
  given: { id: string; choice: string; fromOn: LocalDate; why: string },
): Promise<Decision<{ changed: boolean }>> {
  if (!isManager(viewer)) return refused(managersOnly)
  const problem = problemWithReading(given.id, given.choice)
  const problems = [
    ...(problem ? [problem] : []),
    ...(given.fromOn < viewer.today ? ['It cannot hold from a day that has passed'] : []),
    ...(given.why.length < 5 ? ['Say why, and who agreed it'] : []),
  ]
  if (problems.length > 0) return refused(...problems.map(says => ({ says })))
  const now = (await readingsFor(tx, viewer, given.fromOn))[given.id] ?? safestReading
  if (now === given.choice) return allowed({ changed: false })
  const key = readingKey(given.id)
  await insertSetting(tx, viewer, { key, value: given.choice, fromOn: given.fromOn, why: given.why })
  await insertAccessEvent(tx, {
    la: viewer.la,
    by: viewer.personId,
    byName: viewer.name,
    what: 'reading chosen',
    detail: { key, value: given.choice, from: given.fromOn, why: given.why },
  })
  return allowed({ changed: true })
}
