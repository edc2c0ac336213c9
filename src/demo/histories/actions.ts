// What the made-up people did: every step through the action that a page would have called, by the person and on the
// day of the story. Nothing here writes a row.
import { currentFindingsOfChild } from '../../absences/store.ts'
import { acrossOrganisations, asViewer } from '../../access/store.ts'
import { systemViewer, type Viewer, viewerSettings } from '../../access/viewer.ts'
import { type LocalDate, parseLocalDate } from '../../calendar/local-date.ts'
import { schoolCalendars } from '../../calendar/school-calendar.ts'
import { addWorkingDays } from '../../calendar/working-days.ts'
import { answerAuthority, reopenCase, type Taken, takeStep } from '../../cases/actions.ts'
import { offer } from '../../cases/steps.ts'
import { offersTo } from '../../cases/store.ts'
import { markSafe, openProtected, protect } from '../../children/actions.ts'
import { childById, contactsOf, enrolmentsOf, flagsOf } from '../../children/store.ts'
import { openCaseAndRoute } from '../../desks/actions.ts'
import { askReceivingSide, recordClaim } from '../../destinations/actions.ts'
import { recordEnquiry, signScreen } from '../../enquiries/actions.ts'
import {
  askedInWords,
  type ContactMethod,
  type ContactResult,
  checkOfContact,
} from '../../enquiries/contact.ts'
import { checkStates, type Method, type Result } from '../../enquiries/enquiry.ts'
import { conditionsOfFlags, conditionsOfKind, requiredCodes } from '../../enquiries/school-checks.ts'
import { type ScreenAnswers, screenQuestions } from '../../enquiries/screening.ts'
import { latestContacts, schoolEnquiries } from '../../enquiries/store.ts'
import { asPublic } from '../../intake/public/store.ts'
import { type RequestGiven, recordRequest } from '../../leave/actions.ts'
import { askForRemoval } from '../../leavers/actions.ts'
import { draftLetter } from '../../letters/actions.ts'
import { comparePair, decideOnPair } from '../../matching/actions.ts'
import { answerAfterStart, answerPlace, takePlacingStep } from '../../places/actions.ts'
import { applySettings, type Sql, type Tx } from '../../platform/db.ts'
import type { Decision } from '../../platform/errors.ts'
import { newId, newSecret } from '../../platform/ids.ts'
import { recordArrangement } from '../../provision/actions.ts'
import { keepAnswer, sendReferral } from '../../referrals/actions.ts'
import { type Gate, gate } from '../../referrals/gate.ts'
import { type Answers, questions, unanswered } from '../../referrals/questions.ts'
import { routeOf, routeQuestions } from '../../referrals/route.ts'
import { openReferrals } from '../../referrals/store.ts'
import { receiveReturn, sendReturn } from '../../returns/actions.ts'
import { attendanceReturn } from '../../returns/attendance-return.ts'
import { schoolsOf, settingsFor } from '../../schools/store.ts'
import { takeStep as takeDayStep } from '../../today/actions.ts'
import type { Person } from '../actions.ts'
import type { Demonstration } from '../generate.ts'
import { demoAuthority } from '../schools.ts'
import type { StaffKey } from '../staff.ts'
import * as authority from './authority/actions.ts'
import { histories } from './told.ts'

/** A child of a story, at the school where it is told. */
type Who = { childId: string; enrolmentId: string; schoolId: string }

export type Told = {
  sql: Sql
  made: Demonstration
  people: ReadonlyMap<StaffKey, Person>
  today: LocalDate
}

/** Lets the made-up people do the work of the past months. Throws where the rules refuse any of it. */
export async function tellHistories(told: Told): Promise<void> {
  const children = await childrenOf(told)
  const days = schoolDaysOf(told)
  const system = systemViewer(demoAuthority.laCode, told.today)
  for (const history of histories()) {
    await asViewer(told.sql, system, tx => history(new Doing(told, tx, children, days)))
  }
}

async function childrenOf({ sql, made, people, today }: Told): Promise<Map<string, Who>> {
  const la = demoAuthority.laCode
  const manager = people.get('manager')!.on(today)
  const rows = await asViewer(
    sql,
    manager,
    tx => tx<{ urn: string; mis_id: string; child_id: string; id: string; school_id: string }[]>`
      select s.urn, e.mis_id, e.child_id, e.id, e.school_id
      from enrolments e join schools s on s.la_code = e.la_code and s.id = e.school_id
      where e.la_code = ${la} and (s.urn, e.mis_id) in (
        select * from unnest(${made.stories().map(story => story.school_urn)}::text[],
                             ${made.stories().map(story => story.mis_id)}::text[]))`,
  )
  const found = new Map(
    rows.map(row => [
      `${row.urn} ${row.mis_id}`,
      { childId: row.child_id, enrolmentId: row.id, schoolId: row.school_id },
    ]),
  )
  return new Map(
    made.stories().flatMap(({ key, school_urn, mis_id }): [string, Who][] => {
      const who = found.get(`${school_urn} ${mis_id}`)
      return who ? [[key, who]] : []
    }),
  )
}

const schoolDaysOf = ({ made, today }: Told): LocalDate[] =>
  schoolCalendars(made.termDates)('').days.filter(day => day < today)

type Decide = Parameters<typeof takeStep>[4]
export type Given = Partial<Record<string, string>>

/** The people at work. Days are counted back in school days: 0 is the last, 1 the one before. */
export class Doing {
  readonly #told: Told
  readonly #tx: Tx
  readonly #children: Map<string, Who>
  readonly #days: readonly LocalDate[]
  readonly today: LocalDate
  /** What the authority's people do beyond the case itself. */
  readonly authority = authority

  constructor(told: Told, tx: Tx, children: Map<string, Who>, days: readonly LocalDate[]) {
    this.#told = told
    this.#tx = tx
    this.#children = children
    this.#days = days
    this.today = told.today
  }

  day(ago: number): LocalDate {
    return this.#days.at(-1 - ago)!
  }

  /** Who somebody is, to own a case. */
  owner(by: StaffKey): { id: string; name: string } {
    const { personId, name } = this.#person(by).on(this.today)
    return { id: personId, name }
  }

  /** One contact with the family: how, with the how-manieth contact of the list, and what came of it. */
  async contact(
    key: string,
    by: StaffKey,
    ago: number,
    at: string,
    given: { method: ContactMethod; order?: number; result: ContactResult; note?: string },
  ): Promise<void> {
    const who = this.#who(key)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      const contacts = await contactsOf(tx, viewer, who.childId)
      const contact = contacts[(given.order ?? 1) - 1] ?? contacts[0]
      const contacted = contact && {
        order: contact.contact_order,
        relationship: contact.relationship,
        livesWith: contact.lives_with,
        parentalResponsibility: contact.parental_responsibility,
      }
      must(
        await recordEnquiry(tx, viewer, who, {
          checkCode: checkOfContact(given.method, contacted),
          method: given.method,
          ...(contacted && { asked: askedInWords(contacted) }),
          result: given.result,
          ...(given.note !== undefined && { note: given.note }),
          doneOn: viewer.today,
          doneAt: at,
        }),
      )
    })
  }

  async check(
    key: string,
    by: StaffKey,
    ago: number,
    code: string,
    result: Result,
    note?: string,
    method: Method = 'records',
  ): Promise<void> {
    const who = this.#who(key)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      must(
        await recordEnquiry(tx, viewer, who, {
          checkCode: code,
          method,
          result,
          ...(note !== undefined && { note }),
          doneOn: viewer.today,
        }),
      )
    })
  }

  /** The risk screen: which facts are true, and which nobody knows; the others are not. */
  async screen(
    key: string,
    by: StaffKey,
    ago: number,
    given: { yes: readonly string[]; unknown?: readonly string[]; concerns: string },
  ): Promise<void> {
    const answers: ScreenAnswers = Object.fromEntries(
      screenQuestions.map(({ id }) => [
        id,
        { answer: given.yes.includes(id) ? 'yes' : given.unknown?.includes(id) ? 'not known' : 'no' },
      ]),
    )
    const who = this.#who(key)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      must(await signScreen(tx, viewer, who, { answers, concerns: given.concerns, missing: [] }))
    })
  }

  /** Refers the child. `urgent`: why a DSL cannot wait for the rest. */
  async refer(key: string, by: StaffKey, ago: number, given: Given, urgent = ''): Promise<void> {
    const who = this.#who(key)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      for (const { id } of urgent === '' ? routeQuestions : []) {
        must(await keepAnswer(tx, viewer, who, id, { text: 'no', notKnown: false }))
      }
      for (const { id } of questions) {
        const text = given[id] ?? ''
        if (text === '' && urgent !== '') continue
        must(
          await keepAnswer(
            tx,
            viewer,
            who,
            id,
            text === '' ? { text: '', notKnown: true } : { text, notKnown: false },
          ),
        )
      }
      must(
        await sendReferral(tx, viewer, who, {
          gateNow: answers => gateNow(tx, viewer, who, this.#days.at(-90 - ago) ?? this.#days[0]!, answers),
          urgentBecause: urgent,
          openCase: opening => openCaseAndRoute(tx, viewer, opening),
        }),
      )
    })
  }

  /** The ten-day return, and the day on which the authority opened it. */
  async sendReturn(
    key: string,
    by: StaffKey,
    ago: number,
    reason: string,
    opened?: { by: StaffKey; ago: number },
  ): Promise<void> {
    const who = this.#who(key)
    const token = await this.#as(by, this.day(ago), async (tx, viewer) => {
      const findings = await currentFindingsOfChild(tx, viewer, who.childId)
      const due = findings.findLast(
        finding => finding.rule === 'T-07' && finding.enrolment_id === who.enrolmentId,
      )
      if (!due) throw new Error(`${key}: no ten-day return is due`)
      const child = await childById(tx, viewer, who.childId)
      const [enrolment] = await enrolmentsOf(tx, viewer, who.childId)
      const contacts = await contactsOf(tx, viewer, who.childId)
      const since = due.since_on ?? due.on_date
      const enquiries = await schoolEnquiries(tx, viewer, who.childId, since)
      const sent = must(
        await sendReturn(
          tx,
          viewer,
          { ...who, rule: due.rule, findingId: due.id, episodeOn: since },
          attendanceReturn({
            child: {
              surname: child.surname,
              forename: child.forename,
              middleNames: child.middle_names,
              dateOfBirth: child.date_of_birth,
              upn: child.upn,
            },
            year: enrolment?.nc_year ? `Year ${enrolment.nc_year}` : null,
            finding: { since, on: due.on_date, because: due.because },
            enquiries: enquiries.map(row => ({
              checkCode: row.check_code,
              result: row.result,
              doneOn: row.done_on,
              method: row.method,
              note: row.note,
            })),
            livesWith: contacts
              .filter(contact => contact.lives_with === 'yes')
              .map(contact => contact.relationship ?? 'an adult'),
            reason,
            siblings: '',
          }),
        ),
      )
      return sent.token
    })
    if (opened) {
      await this.#as(opened.by, this.day(opened.ago), (tx, viewer) => receiveReturn(tx, viewer, token))
    }
  }

  /** A step of the authority in the child's case. */
  async step(key: string, by: StaffKey, ago: number | 'today', decide: Decide): Promise<void> {
    const who = this.#who(key)
    await this.#as(by, ago === 'today' ? this.today : this.day(ago), async (tx, viewer) => {
      taken(await takeStep(tx, viewer, await caseTokenOfChild(tx, viewer, who.childId), '', decide))
    })
  }

  /** Asks the receiving school to take the child. */
  async offer(key: string, by: StaffKey, ago: number, startsOn: LocalDate): Promise<void> {
    const { schools, organisation } = this.#person('receiving-office').on(this.today)
    const place = { offerId: newId(), schoolId: schools[0]!, school: organisation, startsOn }
    const who = this.#who(key)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      const { id: caseId } = await caseOfChild(tx, viewer, who.childId)
      const placed = await takePlacingStep(tx, viewer, { caseId }, undefined, ({ c, on }) => {
        const asked = offer(c, place)
        return {
          steps: [{ kind: 'offered', ...place, answerBy: addWorkingDays(on, 5) }],
          happened: asked.allowed ? asked.value : [],
          against: asked.allowed ? [] : asked.refusals,
        }
      })
      if (!placed.done) throw new Error(`${key}: ${placed.refusals.map(one => one.says).join('; ')}`)
    })
  }

  async reopen(key: string, by: StaffKey, ago: number, why: string): Promise<void> {
    const who = this.#who(key)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      taken(await reopenCase(tx, viewer, await caseTokenOfChild(tx, viewer, who.childId), '', why))
    })
  }

  /** The school answers what the authority asked about its referral. */
  async answer(key: string, by: StaffKey, ago: number, says: string): Promise<void> {
    const who = this.#who(key)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      const caseId = await acrossOrganisations(
        tx,
        viewer,
        async system => (await caseOfChild(tx, system, who.childId)).id,
      )
      must(await answerAuthority(tx, viewer, { caseId, says }))
    })
  }

  /** The receiving school's own word that the child came. */
  async started(key: string, by: StaffKey, ago: number, attendedAgo: number): Promise<void> {
    const who = this.#who(key)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      const offer = (await offersTo(tx, viewer)).find(one => one.child_id === who.childId)
      if (!offer) throw new Error(`${key}: no place is waiting for an answer`)
      must(await answerPlace(tx, viewer, offer, { says: 'started', attendedOn: this.day(attendedAgo) }))
    })
  }

  /** The receiving school's word on the tenth day, when the child was there. */
  async tenthDay(key: string, by: StaffKey, ago: number): Promise<void> {
    const who = this.#who(key)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      const offer = (await offersTo(tx, viewer)).find(one => one.child_id === who.childId)
      if (!offer) throw new Error(`${key}: no child who started here`)
      must(
        await answerAfterStart(tx, viewer, offer, { question: 'tenth day', answer: 'attending', says: '' }),
      )
    })
  }

  /** One person compares two records and says that they are one child; the second to say so links them. */
  async sameChild(key: string, other: string, by: StaffKey, ago: number, why: string): Promise<void> {
    const [childId, otherId] = [this.#who(key).childId, this.#who(other).childId]
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      const { seen } = await comparePair(tx, viewer, childId, otherId)
      must(await decideOnPair(tx, viewer, { childId, otherId, answer: 'same', why, seen }))
    })
  }

  async protect(key: string, by: StaffKey, ago: number, reason: string): Promise<void> {
    const who = this.#who(key)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      const child = await childById(tx, viewer, who.childId)
      must(await protect(tx, viewer, child, { kind: 'address', fromOn: viewer.today, reason }))
    })
  }

  /** Opens what is protected; nobody has looked at the opening yet. */
  async openProtected(key: string, by: StaffKey, why: string): Promise<void> {
    const who = this.#who(key)
    await this.#as(by, this.today, async (tx, viewer) => {
      const child = await childById(tx, viewer, who.childId)
      must(await openProtected(tx, viewer, child, { reason: 'police-or-social-care', why }))
    })
  }

  async markSafe(key: string, by: StaffKey, ago: number, note: string): Promise<void> {
    const who = this.#who(key)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      const child = await childById(tx, viewer, who.childId)
      const [contact] = await contactsOf(tx, viewer, who.childId)
      if (!contact) throw new Error(`${key}: there is no contact to mark`)
      const marks = { may_ring: 'yes', may_text: 'no', may_email: 'not known', may_write: 'no', note }
      must(await markSafe(tx, viewer, child, contact.id, marks))
    })
  }

  /** Asks to take the name off the register: kept with everything that stands against it. */
  async askForRemoval(key: string, by: StaffKey, ground: string): Promise<void> {
    const who = this.#who(key)
    await this.#as(by, this.today, async (tx, viewer) => {
      const asked = must(await askForRemoval(tx, viewer, { childId: who.childId, ground }))
      if (asked.allowed) throw new Error(`${key}: the removal should have been refused`)
    })
  }

  /** The child of a story, by its key. */
  childId(key: string): string {
    return this.#who(key).childId
  }

  /** A child whom no school told of: known by this key from now on. */
  know(key: string, childId: string): void {
    this.#children.set(key, { childId, enrolmentId: '', schoolId: '' })
  }

  /** The latest case of a child. */
  async caseOf(key: string, tx: Tx, viewer: Viewer): Promise<{ id: string; token: string }> {
    return caseOfChild(tx, viewer, this.#who(key).childId)
  }

  /** Work of the authority, by a person on a day. */
  as<T>(by: StaffKey, ago: number | 'today', work: (tx: Tx, viewer: Viewer) => Promise<T>): Promise<T> {
    return this.#as(by, ago === 'today' ? this.today : this.day(ago), work)
  }

  /** What Onroll itself does, in the night after a day; and what somebody does behind a link. */
  async asSystem<T>(ago: number | 'today', work: (tx: Tx, system: Viewer) => Promise<T>): Promise<T> {
    const system = systemViewer(demoAuthority.laCode, ago === 'today' ? this.today : this.day(ago))
    await applySettings(this.#tx, viewerSettings(system))
    return work(this.#tx, system)
  }

  /** What a member of the public does, who has no account. */
  async asPublic<T>(ago: number, work: (tx: Tx, viewer: Viewer) => Promise<T>): Promise<T> {
    return work(this.#tx, await asPublic(this.#tx, demoAuthority.laCode, this.day(ago), newSecret()))
  }

  newId(): string {
    return newId()
  }

  /** The school that takes children in. */
  get receiving(): { id: string; name: string } {
    const { schools, organisation } = this.#person('receiving-office').on(this.today)
    return { id: schools[0]!, name: organisation }
  }

  /** As this person on this day, inside the history's one transaction. */
  async #as<T>(by: StaffKey, day: LocalDate, work: (tx: Tx, viewer: Viewer) => Promise<T>): Promise<T> {
    const viewer = this.#person(by).on(day)
    await applySettings(this.#tx, viewerSettings(viewer))
    return work(this.#tx, viewer)
  }

  /** Handed to the safeguarding lead, at twenty past ten. */
  async handToDsl(key: string, by: StaffKey, ago: number): Promise<void> {
    const who = this.#who(key)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      const at = new Date(`${viewer.today}T10:20:00Z`)
      must(await takeDayStep(tx, viewer, who, { kind: 'handed to DSL' }, at))
    })
  }

  async draftLetter(
    key: string,
    by: StaffKey,
    ago: number,
    code: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<void> {
    const { childId, schoolId } = this.#who(key)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      must(await draftLetter(tx, viewer, { childId, schoolId, code, fields }))
    })
  }

  async askForLeave(
    key: string,
    by: StaffKey,
    ago: number,
    given: Omit<RequestGiven, 'askedOn'>,
  ): Promise<void> {
    const { childId } = this.#who(key)
    const askedOn = this.day(ago)
    await this.#as(by, askedOn, async (tx, viewer) => {
      must(await recordRequest(tx, viewer, childId, { ...given, askedOn }))
    })
  }

  /** Somebody names the receiving school, and that school is asked. */
  async claimNextSchool(
    key: string,
    by: StaffKey,
    ago: number,
    given: { how: string; startsOn: LocalDate },
  ): Promise<void> {
    const { childId } = this.#who(key)
    const { schools, organisation } = this.#person('receiving-office').on(this.today)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      const { token } = await childById(tx, viewer, childId)
      const school = (await schoolsOf(tx, viewer)).find(one => one.id === schools[0])!
      const claim = must(
        await recordClaim(tx, viewer, token, {
          ...given,
          kind: 'school',
          name: organisation,
          number: school.urn,
        }),
      )
      must(await askReceivingSide(tx, viewer, token, claim.id))
    })
  }

  async partTime(
    key: string,
    by: StaffKey,
    ago: number,
    given: Omit<Parameters<typeof recordArrangement>[2], 'childId'>,
  ): Promise<void> {
    const { childId } = this.#who(key)
    await this.#as(by, this.day(ago), async (tx, viewer) => {
      const recorded = await recordArrangement(tx, viewer, { ...given, childId })
      if (!recorded.ok) throw new Error(`${key}: ${recorded.problems.map(one => one.says).join('; ')}`)
    })
  }

  #person(by: StaffKey): Person {
    const person = this.#told.people.get(by)
    if (!person) throw new Error(`Nobody is called ${by}`)
    return person
  }

  #who(key: string): Who {
    const who = this.#children.get(key)
    if (!who) throw new Error(`No story is called ${key}`)
    return who
  }
}

/** The gate of a referral as the record stands, the way the page works it out. */
async function gateNow(
  tx: Tx,
  viewer: Viewer,
  { childId }: Who,
  since: LocalDate,
  answers: Answers,
): Promise<Gate> {
  const child = await childById(tx, viewer, childId)
  const flags = await flagsOf(tx, viewer, childId)
  const enquiries = await schoolEnquiries(tx, viewer, childId, since)
  const [open] = await openReferrals(tx, viewer, [childId])
  const [contact] = await latestContacts(tx, viewer, [childId])
  return gate({
    on: viewer.today as LocalDate,
    dateOfBirth: child.date_of_birth ? parseLocalDate(child.date_of_birth) : undefined,
    checks: checkStates(
      enquiries.map(row => ({
        checkCode: row.check_code,
        result: row.result,
        doneOn: row.done_on,
        method: row.method,
        note: row.note,
      })),
      {
        required: requiredCodes(await settingsFor(tx, viewer)),
        conditions: [...conditionsOfFlags(flags.map(flag => flag.flag)), ...conditionsOfKind(answers.kind)],
        screenSigned: enquiries.some(row => row.check_code === 'RS22'),
      },
    ),
    lastContactResult: contact?.result,
    route: routeOf(answers),
    openReferral: open?.reference,
    unanswered: unanswered(answers),
  })
}

async function caseOfChild(tx: Tx, viewer: Viewer, childId: string): Promise<{ id: string; token: string }> {
  const [row] = await tx<{ id: string; token: string }[]>`
    select k.id, k.token from cases k where k.la_code = ${viewer.la} and k.child_id = ${childId}
    order by k.opened_on desc, k.id desc limit 1`
  if (!row) throw new Error('The child has no case')
  return row
}

const caseTokenOfChild = async (tx: Tx, viewer: Viewer, childId: string): Promise<string> =>
  (await caseOfChild(tx, viewer, childId)).token

export function must<T>(decision: Decision<T>): T {
  if (decision.allowed) return decision.value
  throw new Error(decision.refusals.map(refusal => refusal.says).join('; '))
}

export function taken(step: Taken): void {
  if (step.done) return
  throw new Error(step.refusals.map(refusal => refusal.says).join('; ') || 'Somebody else was there first')
}
