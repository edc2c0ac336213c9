// What a school does for a pupil who joins, and a name put back on a register. One transaction each.
import { detectQueue } from '../absences/jobs.ts'
import { may } from '../access/actions-allowed.ts'
import { acrossOrganisations } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { addDays, inWords, type LocalDate } from '../calendar/local-date.ts'
import { caseFrom } from '../cases/case.ts'
import { append, byViewer, historyOf, lockCase } from '../cases/store.ts'
import { holdChild } from '../enquiries/store.ts'
import { groundInWords } from '../law/deletion-grounds.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, NotFound, refused } from '../platform/errors.ts'
import { sendJob } from '../platform/jobs.ts'
import { enterAgain, reinstateEnrolment } from '../registers/actions.ts'
import type { JoinerFacts, JoinerStep } from './joiner.ts'
import {
  endedEnrolment,
  insertJoinerFacts,
  insertJoinerStep,
  insertReinstatement,
  type JoinerRow,
  joinerOfChild,
  openCasesOf,
  type ReinstatementRow,
  reinstatementsOfChild,
} from './store.ts'

const cites = 'School Attendance (Pupil Registration) (England) Regulations 2024, regulation 8'

/**
 * Keeps what a school says of a joiner. Where the authority has an open case about the child, it is told, once, that a register
 * has the child now: an officer checks and decides, and nothing closes by this. The same words again are kept once.
 * Throws NotFound for a child on none of the viewer's registers.
 */
export async function recordJoiner(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  facts: JoinerFacts,
): Promise<Decision<{ caseTold: boolean }>> {
  const joiner = await joinerHeld(tx, viewer, childId)
  const { entry_date, leaving_date } = joiner
  if (leaving_date !== null && leaving_date <= viewer.today) throw new NotFound('joiner')
  if (facts.firstDay < addDays(entry_date, -60) || facts.firstDay > addDays(entry_date, 120)) {
    return refused({
      says: `The first day agreed is too far from the day of entry in your register, ${inWords(entry_date)}. Put the wrong one right.`,
      cites,
    })
  }
  if (!isSame(joiner, facts)) await insertJoinerFacts(tx, viewer, joiner, facts)
  return allowed({ caseTold: await proposeToCase(tx, viewer, joiner) })
}

const isSame = (row: JoinerRow, facts: JoinerFacts): boolean =>
  row.first_day === facts.firstDay &&
  row.first_day_agreed === facts.firstDayAgreed &&
  row.ehcp === facts.ehcp &&
  (row.previous_school ?? '') === facts.previousSchool &&
  (row.previous_authority ?? '') === facts.previousAuthority &&
  (row.country ?? '') === facts.country &&
  (row.reason ?? '') === facts.reason &&
  (row.language ?? '') === facts.language &&
  (row.heard ?? '') === facts.heard &&
  (row.home_authority ?? '') === facts.homeAuthority

/** Writes down one thing done for a joiner. Doing it twice is doing it once. */
export async function recordJoinerStep(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  given: { step: JoinerStep; on: LocalDate; says: string },
): Promise<Decision<{ already: boolean }>> {
  const joiner = await joinerHeld(tx, viewer, childId)
  if (given.step === 'case told') throw new NotFound('step')
  if (given.on > viewer.today) return refused({ says: 'The date must be today or before', cites })
  if (given.step === 'no child protection file' && joiner.steps.includes('child protection file received')) {
    return refused({ says: 'You wrote down that the child protection file came', cites })
  }
  const added = await insertJoinerStep(tx, viewer, joiner, given)
  if (given.step === 'first came') await proposeToCase(tx, viewer, joiner)
  return allowed({ already: !added })
}

async function joinerHeld(tx: Tx, viewer: Viewer, childId: string): Promise<JoinerRow> {
  if (!may(viewer, 'joiner.record')) throw new NotFound('joiner')
  await holdChild(tx, viewer, childId)
  const joiner = await joinerOfChild(tx, viewer, childId)
  if (!joiner) throw new NotFound('joiner')
  return joiner
}

/** Tells the cases open about a joiner, once, that a register has the child. True where there was one to tell. */
async function proposeToCase(tx: Tx, viewer: Viewer, joiner: JoinerRow): Promise<boolean> {
  if (joiner.steps.includes('case told')) return false
  const says = `${joiner.school} has the name on its register from ${inWords(joiner.entry_date)}. It says so itself; nobody has checked that this is the same child and in school. Check, and record it as found on a roll.`
  return tellCases(tx, viewer, joiner.child_id, says, system =>
    insertJoinerStep(tx, system, joiner, { step: 'case told', on: viewer.today, says }),
  )
}

/** Writes a note into the child's open cases. `isFirst` says whether it has not been told before. */
async function tellCases(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  says: string,
  isFirst: (system: Viewer) => Promise<boolean> = async () => true,
): Promise<boolean> {
  return acrossOrganisations(tx, viewer, async system => {
    const cases = await openCasesOf(tx, system, childId)
    if (cases.length === 0 || !(await isFirst(system))) return false
    for (const { token } of cases) {
      const row = await lockCase(tx, system, token)
      const before = caseFrom(await historyOf(tx, system, row.id))
      const note = { type: 'note', fact: says, opinion: '' } as const
      await append(tx, system, row, before, [note], byViewer(viewer), viewer.today as LocalDate)
    }
    return true
  })
}

/**
 * Asks the headteacher to put a name back on the register. Asking again while nobody has decided changes nothing. Throws
 * NotFound for a child whose latest time on the viewer's registers has not ended.
 */
export async function askForReinstatement(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; kind: ReinstatementRow['kind']; why: string },
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, 'removal.ask')) throw new NotFound('reinstatement')
  await holdChild(tx, viewer, given.childId)
  const ended = await endedEnrolment(tx, viewer, given.childId)
  if (!ended) throw new NotFound('enrolment')
  if (given.why.trim() === '') return refused({ says: 'Say why the name goes back', cites })
  const waits = await waiting(tx, viewer, given.childId, ended)
  if (waits) return allowed({ already: true })
  await insertReinstatement(tx, viewer, {
    childId: given.childId,
    schoolId: ended.school_id,
    enrolmentId: ended.id,
    kind: given.kind,
    step: 'asked',
    follows: null,
    leavingDate: ended.leaving_date,
    ground: ended.ground ?? ended.ground_as_received,
    newEnrolment: null,
    why: given.why.trim(),
  })
  return allowed({ already: false })
}

async function waiting(
  tx: Tx,
  viewer: Viewer,
  childId: string,
  ended: { id: string; leaving_date: string },
): Promise<ReinstatementRow | undefined> {
  const rows = await reinstatementsOfChild(tx, viewer, childId)
  return rows.find(
    row =>
      row.step === 'asked' &&
      !row.decided &&
      row.enrolment_id === ended.id &&
      row.leaving_date === ended.leaving_date,
  )
}

export type Reinstated = {
  step: 'done' | 'not done'
  already: boolean
  enrolmentId: string
  caseTold: boolean
}

/**
 * The headteacher puts a name back, or does not. Taken off in error: the time on the register goes on, and its deletion return
 * shows as superseded. The child is back: the name is entered again from today, as a new time, and a new pupil return is due;
 * what was before stays as it was. Nothing is dated back. The authority's open case is told. A second press gives what the first did.
 * Throws NotFound for anyone but the headteacher, and where the latest time on the register has not ended.
 */
export async function decideReinstatement(
  tx: Tx,
  viewer: Viewer,
  given: { childId: string; kind: ReinstatementRow['kind']; putBack: boolean; why: string },
): Promise<Decision<Reinstated>> {
  if (!may(viewer, 'removal.approve')) throw new NotFound('reinstatement')
  await holdChild(tx, viewer, given.childId)
  const ended = await endedEnrolment(tx, viewer, given.childId)
  if (!ended) {
    const [done] = (await reinstatementsOfChild(tx, viewer, given.childId)).filter(row => row.step === 'done')
    if (!done) throw new NotFound('enrolment')
    return allowed({ step: 'done', already: true, enrolmentId: done.enrolment_id, caseTold: false })
  }
  const why = given.why.trim()
  if (why === '') return refused({ says: 'Say why, for the record', cites })
  const asked = await waiting(tx, viewer, given.childId, ended)
  if (!given.putBack && !asked) return refused({ says: 'Nobody has asked for this name to go back', cites })
  if (given.kind === 'the child is back' && ended.leaving_date === viewer.today) {
    return refused({
      says: 'The name came off today. A child who is back today was not gone: say that it was taken off in error.',
      cites,
    })
  }
  let newEnrolment: string | null = null
  if (given.putBack) {
    const reason = `Put back by the headteacher, ${viewer.name}: ${why}`
    if (given.kind === 'taken off in error') {
      await reinstateEnrolment(tx, viewer, {
        enrolmentId: ended.id,
        leavingDate: ended.leaving_date,
        why: reason,
      })
    } else {
      newEnrolment = await enterAgain(tx, viewer, { enrolmentId: ended.id, why: reason })
    }
  }
  await insertReinstatement(tx, viewer, {
    childId: given.childId,
    schoolId: ended.school_id,
    enrolmentId: ended.id,
    kind: given.kind,
    step: given.putBack ? 'done' : 'not done',
    follows: asked?.id ?? null,
    leavingDate: ended.leaving_date,
    ground: ended.ground ?? ended.ground_as_received,
    newEnrolment,
    why,
  })
  if (!given.putBack)
    return allowed({ step: 'not done', already: false, enrolmentId: ended.id, caseTold: false })
  // What the entry and the removal made due is looked at again at once.
  await sendJob(tx, detectQueue, { la: viewer.la, school: ended.school_id })
  const ground = ended.ground ? ` on the ground “${groundInWords(ended.ground)}”` : ''
  const says =
    given.kind === 'taken off in error'
      ? `${ended.school} put the name back on its register: it had been taken off on ${inWords(ended.leaving_date)}${ground}, in error.`
      : `${ended.school} entered the name again today: the child, off its register since ${inWords(ended.leaving_date)}, is back.`
  const enrolmentId = newEnrolment ?? ended.id
  const caseTold = await tellCases(tx, viewer, given.childId, `${says} Check, and decide.`)
  return allowed({ step: 'done', already: false, enrolmentId, caseTold })
}
