// What is done at the authority's own doors: written down, ended with advice or with cases, whoever told told in turn. One
// transaction each.
import { may } from '../access/actions-allowed.ts'
import { acrossOrganisations } from '../access/store.ts'
import type { Viewer } from '../access/viewer.ts'
import { isCompulsoryAge } from '../calendar/age.ts'
import { inWords, localDate } from '../calendar/local-date.ts'
import type { Pathway } from '../cases/case.ts'
import { dueBy, type Level } from '../cases/clocks.ts'
import { type CaseOpened, tellCase } from '../cases/store.ts'
import { familyDecisions, keepFamilyDecision } from '../children/family/store.ts'
import { type Likely, likely, weightsInForce } from '../children/finding/store.ts'
import {
  addChild,
  addHousehold,
  childByToken,
  childrenFound,
  enrolmentsOf,
  type FoundRow,
  nextNumber,
} from '../children/store.ts'
import { openFromDoorAndRoute } from '../desks/actions.ts'
import { addSchoolEnquiry, schoolEnquiries } from '../enquiries/store.ts'
import { atHome } from '../home-education/store.ts'
import { askAtTheDoor } from '../matching/doors/actions.ts'
import type { Register } from '../matching/judge.ts'
import type { Described } from '../matching/record.ts'
import type { Tx } from '../platform/db.ts'
import { allowed, type Decision, type Refusal, refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { calendarsOf } from '../schools/store.ts'
import { countedAs, type Proposed } from './counted-as.ts'
import { excludedOn, type InPlace } from './exclusions.ts'
import { owed } from './replies.ts'
import {
  type ConsultationRow,
  casesOfConsultation,
  exclusionByToken,
  exclusionsToLookAt,
  givenChildren,
  holdExclusion,
  insertConsultation,
  insertConsultationCase,
  insertEnd,
  insertExclusionStep,
  insertGivenChild,
  insertTeller,
  insertTellerStep,
  lessThanFullTime,
  lockConsultation,
  type NewTeller,
  openCasesAmong,
  rollsOf,
  sameTelling,
  type TellerRow,
  tellerByToken,
  tellersOfCase,
} from './store.ts'
import {
  type Consultation,
  childrenAtMost,
  doorOf,
  type GivenChild,
  hows,
  isProfessional,
  nameGiven,
  problemsWith,
} from './told/consultation.ts'
import { isStart, pathwayFor } from './ways-in.ts'

/** Writes down what somebody told, with the first child where one was named. The same words of the same day are kept once. */
export async function recordConsultation(
  tx: Tx,
  viewer: Viewer,
  given: Consultation,
  first?: GivenChild,
): Promise<Decision<{ token: string; already: boolean }>> {
  if (!may(viewer, 'intake.record')) return refused({ says: 'Your role may not write this down' })
  const problems = problemsWith(given, localDate(viewer.today))
  if (problems.length > 0) return refused(...problems.map(one => ({ says: one.says })))
  const kept = await insertConsultation(
    tx,
    viewer,
    async () => `T-${await nextNumber(tx, viewer.la, 'consultation', 1001)}`,
    given,
  )
  if (!kept.already && first) await insertGivenChild(tx, viewer, kept.id, 1, first)
  return allowed({ token: kept.token, already: kept.already })
}

/** Adds a child to what somebody told. The same child again is one. */
export async function addGivenChild(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: GivenChild,
): Promise<Decision<true>> {
  if (!may(viewer, 'intake.record')) return refused({ says: 'Your role may not write this down' })
  if (given.surname === '' || given.forename === '')
    return refused({ says: 'Enter the child’s forename and surname' })
  const row = await lockConsultation(tx, viewer, token)
  if (row.ended) return refused({ says: 'This has been ended. Write down a new call or letter' })
  const before = await givenChildren(tx, viewer, row.id)
  const key = (child: GivenChild) =>
    [child.surname, child.forename, child.dateOfBirth ?? ''].join('|').toLowerCase()
  if (before.some(one => key(one.given) === key(given))) return allowed(true)
  if (before.length >= childrenAtMost)
    return refused({ says: `Up to ${childrenAtMost} children in one go. For a list use a roll check` })
  await insertGivenChild(tx, viewer, row.id, before.length + 1, given)
  return allowed(true)
}

/**
 * Ends what was told with advice alone: kept, with its reference and whose advice it was. Where a school of ours asked, and the child
 * is on its roll, the talk is a step of that school's own enquiries (RS21).
 */
export async function endWithAdvice(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { advice: string; adviser: string },
): Promise<Decision<{ reference: string; recordedAtSchool: boolean }>> {
  if (!may(viewer, 'intake.record')) return refused({ says: 'Your role may not write this down' })
  const row = await lockConsultation(tx, viewer, token)
  if (row.ended === 'advice')
    return allowed({ reference: row.reference, recordedAtSchool: row.school_id !== null })
  if (row.ended) return refused({ says: 'Cases were opened for this already' })
  if (given.advice === '') return refused({ says: 'Write what you advised' })
  const adviser = given.adviser || viewer.name
  await insertEnd(tx, viewer, row.id, { what: 'advice', advice: given.advice, adviser })
  const found = row.school_id ? await onlyPupilsOf(tx, viewer, row, row.school_id) : []
  for (const childId of found) {
    await consultationAsStep(tx, viewer, { row, childId, advice: given.advice, adviser })
  }
  return allowed({ reference: row.reference, recordedAtSchool: found.length > 0 })
}

/** Those of the children told of who are certainly or probably one child on this school's roll now, and protected by nobody. */
async function onlyPupilsOf(
  tx: Tx,
  viewer: Viewer,
  row: ConsultationRow,
  schoolId: string,
): Promise<string[]> {
  const found: string[] = []
  for (const { candidates } of await candidatesOf(tx, viewer, row)) {
    for (const one of candidates) {
      if (one.isHeld || (one.band !== 'certain' && one.band !== 'probable')) continue
      const times = await enrolmentsOf(tx, viewer, one.id)
      if (
        times.some(
          time =>
            time.school_id === schoolId && (time.leaving_date === null || time.leaving_date > viewer.today),
        )
      )
        found.push(one.id)
    }
  }
  return [...new Set(found)]
}

/** RS21 of the school's enquiries: that it talked the matter over with the authority, what was advised and by whom. */
async function consultationAsStep(
  tx: Tx,
  viewer: Viewer,
  given: { row: ConsultationRow; childId: string; advice: string; adviser: string },
): Promise<void> {
  const { row, childId, advice, adviser } = given
  const note = `${row.reference}. ${adviser} advised: ${advice}`
  await acrossOrganisations(tx, viewer, async system => {
    const before = await schoolEnquiries(tx, system, childId, row.received_on)
    if (before.some(one => one.check_code === 'RS21' && one.note === note)) return
    await addSchoolEnquiry(
      tx,
      { ...system, name: `${viewer.name}, ${viewer.organisation}`, personId: viewer.personId },
      {
        id: newId(),
        childId,
        schoolId: row.school_id!,
        checkCode: 'RS21',
        method: row.how === 'telephone' ? 'phone' : row.how,
        asked: adviser,
        result: 'information',
        note,
        doneOn: row.received_on,
        ...(row.received_at && { doneAt: row.received_at }),
      },
    )
  })
}

// ---- Whose record is it? ----

export type Candidate = {
  id: string
  token: string
  name: string
  born: string | null
  /** Where the child is on a roll now, or nothing where that may not be told. */
  schools: string | null
  cases: number
  band: Likely['band']
  probability: number
  isHeld: boolean
}
export type GivenWith = { number: number; given: GivenChild; candidates: Candidate[] }

const shownAtMost = 5
const shownFrom = 0.05

/** The children somebody told of, each with the records here that it may be, the likeliest first. */
export async function candidatesOf(tx: Tx, viewer: Viewer, row: ConsultationRow): Promise<GivenWith[]> {
  const given = await givenChildren(tx, viewer, row.id)
  if (given.length === 0) return []
  const register: Register = await weightsInForce(tx, viewer)
  const found: { number: number; given: GivenChild; likely: Likely[] }[] = []
  for (const one of given) {
    const all = await likely(tx, viewer, [describedFrom(one.given, row)], register)
    const shown = all
      .filter(other => other.band !== 'none' || other.probability >= shownFrom)
      // Of a protected child those alone are told who decide on matches.
      .filter(other => !other.isHeld || may(viewer, 'match.decide'))
      .slice(0, shownAtMost)
    found.push({ number: one.number, given: one.given, likely: shown })
  }
  const ids = [...new Set(found.flatMap(one => one.likely.map(other => other.candidate.id)))]
  const records = new Map(
    (ids.length ? await childrenFound(tx, viewer, ids) : []).map(child => [child.id, child]),
  )
  return found.map(({ number, given, likely: all }) => ({
    number,
    given,
    candidates: all.flatMap(one => {
      const child = records.get(one.candidate.id)
      return child ? [candidate(child, one)] : []
    }),
  }))
}

const candidate = (child: FoundRow, one: Likely): Candidate => ({
  id: child.id,
  token: child.token,
  name: `${child.forename} ${child.surname}`,
  born: child.date_of_birth,
  schools: child.protected ? null : child.schools,
  cases: Number(child.cases),
  band: one.band,
  probability: one.probability,
  isHeld: one.isHeld,
})

/** A child as somebody told of them, with the family's home and telephone. */
const describedFrom = (given: GivenChild, row: ConsultationRow): Described => {
  const names = row.parent_name.trim().split(/\s+/)
  return {
    surnames: given.surname ? [given.surname] : [],
    forenames: given.forename ? [given.forename] : [],
    upns: [],
    ...(given.dateOfBirth && { dateOfBirth: given.dateOfBirth }),
    ...(given.sex && { sex: given.sex }),
    homes:
      row.home_lines || row.postcode
        ? [{ lines: row.home_lines, ...(row.postcode && { postcode: row.postcode }) }]
        : [],
    phones: row.parent_phone ? [row.parent_phone] : [],
    contacts: row.parent_name
      ? [{ forename: names.slice(0, -1).join(' ') || undefined, surname: names.at(-1) }]
      : [],
  }
}

// ---- Cases ----

export type OpenGiven = {
  startCode: string
  level: Level
  /** Said by a person, where the start leaves it open. */
  pathway: string
  /** For each child, by number: the token of the record it is, or 'new'. */
  whose: ReadonlyMap<number, string>
  /** Are they brothers and sisters? */
  isFamily: boolean
}

/**
 * Ends what was told with cases: one for each child, on the day it reached the authority, each on the record it is or on a new one. A
 * child who has an open case gets what was told added to it. Brothers and sisters are linked at once. Says what stands against it,
 * by the field of the form.
 */
export async function openCases(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: OpenGiven,
): Promise<Decision<CaseOpened[]>> {
  if (!may(viewer, 'intake.decide')) return refused({ says: 'A CME officer or manager opens cases' })
  const row = await lockConsultation(tx, viewer, token)
  if (row.ended === 'cases') {
    const before = await casesOfConsultation(tx, viewer, row.id)
    return allowed(
      before.flatMap(one =>
        one.case_token && one.reference
          ? [{ caseId: '', token: one.case_token, reference: one.reference, joined: one.joined }]
          : [],
      ),
    )
  }
  if (row.ended) return refused({ says: 'This was ended with advice. Write down a new call or letter' })
  const children = await candidatesOf(tx, viewer, row)
  const against = standsAgainst(viewer, children, given)
  if (against.length > 0) return refused(...against)

  const picked = children.map(child => ({
    ...child,
    known: child.candidates.find(one => one.token === given.whose.get(child.number)),
  }))
  // Where one of them is protected, the home that was told may be the very one that nobody is to find.
  const mayKeepHome =
    !picked.some(child => child.known?.isHeld) &&
    !children.some(child => child.candidates.some(one => one.isHeld))
  await insertEnd(tx, viewer, row.id, {
    what: 'cases',
    advice: '',
    adviser: '',
    startCode: given.startCode,
    level: given.level,
  })
  const opened: (CaseOpened & { childId: string; name: string; isHeld: boolean })[] = []
  for (const child of picked) {
    const childId = child.known?.id ?? (await newRecord(tx, viewer, child.given, row, mayKeepHome))
    const one = await openFromDoorAndRoute(tx, viewer, {
      childId,
      how: doorOf(row.how),
      startCode: given.startCode,
      level: given.level,
      pathway: pathwayFor(given.startCode, given.pathway) as Pathway,
      says: saysOf(row),
      on: row.received_on,
    })
    await insertConsultationCase(tx, viewer, row.id, {
      number: child.number,
      childId,
      caseId: one.caseId,
      was: child.known ? 'known' : 'new',
      joined: one.joined,
    })
    if (row.reply_wanted) {
      await keepTeller(
        tx,
        viewer,
        {
          caseId: one.caseId,
          childId,
          door: 'consultation',
          sourceId: row.id,
          reference: row.reference,
          professional: isProfessional(row.teller),
          name: row.teller_name,
          organisation: row.organisation,
          replyHow: row.reply_how,
          replyTo: row.reply_to,
          replySafe: row.reply_safe,
          toldOn: row.received_on,
        },
        given.level,
      )
    }
    opened.push({ ...one, childId, name: nameGiven(child.given), isHeld: child.known?.isHeld ?? false })
  }
  if (given.isFamily) await linkFamily(tx, viewer, row, opened)
  return allowed(opened.map(({ caseId, token, reference, joined }) => ({ caseId, token, reference, joined })))
}

/** Everything that stands against opening cases now. */
function standsAgainst(viewer: Viewer, children: readonly GivenWith[], given: OpenGiven): Refusal[] {
  const against: Refusal[] = []
  if (children.length === 0) against.push({ says: 'Add the child first' })
  if (!isStart(given.startCode)) against.push({ says: 'Choose how this began' })
  const whose = new Set<string>()
  for (const { number, given: child, candidates } of children) {
    const pick = given.whose.get(number) ?? (candidates.length === 0 ? 'new' : '')
    const name = nameGiven(child)
    if (pick !== 'new' && !candidates.some(one => one.token === pick)) {
      against.push({ says: `Choose whose record ${name} is` })
      continue
    }
    if (pick !== 'new' && whose.has(pick))
      against.push({ says: `Two of the children cannot be one record: ${name}` })
    whose.add(pick === 'new' ? `new ${number}` : pick)
    // A record made beside one of a protected child would send letters to the wrong door.
    if (
      pick === 'new' &&
      viewer.role !== 'manager' &&
      candidates.some(one => one.isHeld && one.band !== 'none')
    )
      against.push({
        says: `${name} may be a protected child. A manager decides before a new record is made`,
      })
  }
  return against
}

async function newRecord(
  tx: Tx,
  viewer: Viewer,
  given: GivenChild,
  row: ConsultationRow,
  mayKeepHome: boolean,
): Promise<string> {
  const { id } = await addChild(tx, viewer, {
    surname: given.surname,
    forename: given.forename,
    middleNames: null,
    formerSurname: null,
    dateOfBirth: given.dateOfBirth ?? null,
    sex: given.sex ?? null,
    upn: null,
  })
  if (mayKeepHome) {
    await addHousehold(tx, viewer, id, {
      lines: row.home_lines,
      postcode: row.postcode,
      parent: row.parent_name,
      phone: row.parent_phone,
    })
  }
  await askAtTheDoor(tx, viewer, { from: 'changed record', about: id })
  return id
}

/** What a case says of how it came. Never the words: they may say where a child is, and stand where a protection covers them. */
const saysOf = (row: ConsultationRow): string =>
  `${row.reference}, ${hows[row.how].toLowerCase()}. What was said stands there.`

/** Keeps that they are one family, as the person who took the call judged, and says so in each case. Nobody protected is named. */
async function linkFamily(
  tx: Tx,
  viewer: Viewer,
  row: ConsultationRow,
  opened: readonly (CaseOpened & { childId: string; isHeld: boolean })[],
): Promise<void> {
  const open = opened.filter(one => !one.isHeld)
  for (const [at, one] of open.entries()) {
    const decided = new Map(
      (await familyDecisions(tx, viewer, one.childId)).map(other => [other.other, other.decision]),
    )
    for (const other of open.slice(at + 1)) {
      if (decided.get(other.childId) === 'same family' || decided.get(other.childId) === 'one child') continue
      await keepFamilyDecision(tx, viewer, {
        childId: one.childId,
        otherId: other.childId,
        decision: 'same family',
        why: `Told of together: ${row.reference}`,
        evidence: [{ kind: 'told', strength: 'likely', says: `Told of together: ${row.reference}` }],
      })
    }
    const others = open.filter(other => other !== one).map(other => other.reference)
    if (others.length === 0) continue
    await tellCase(tx, viewer, { caseId: one.caseId }, [
      {
        type: 'recorded',
        what: 'family',
        title: 'Brothers and sisters, told of together',
        lines: [others.join(', ')],
        work: false,
      },
    ])
  }
}

// ---- Whoever told is told in turn ----

const replyTask = (tellerId: string): string => `tell ${tellerId}`

/**
 * Keeps who told of the child of a case and wants to hear back; the case waits for it from then on. For every door of the authority;
 * kept once for a case. Takes the viewer who opened the case, or the system.
 */
export async function keepTeller(tx: Tx, viewer: Viewer, teller: NewTeller, level: Level): Promise<void> {
  const id = await insertTeller(tx, viewer, teller)
  if (!id) return
  await tellCase(tx, viewer, { caseId: teller.caseId }, [
    {
      type: 'task-set',
      key: replyTask(id),
      says: `Tell whoever told us that it reached us: ${teller.reference}`,
      due: dueBy('acknowledge', level, localDate(teller.toldOn)),
    },
  ])
}

/** A case was taken on: whoever told of the child is to hear that. Called in the transaction that takes it on. */
export async function oweDecision(tx: Tx, viewer: Viewer, caseId: string): Promise<void> {
  for (const teller of await tellersOfCase(tx, viewer, caseId)) {
    if (owed(teller.state, teller.done) !== 'decision') continue
    await tellCase(tx, viewer, { caseId }, [
      {
        type: 'task-set',
        key: replyTask(teller.id),
        says: `Tell whoever told us that we have taken it on: ${teller.reference}`,
        due: dueBy('acknowledge', teller.level, localDate(viewer.today)),
      },
    ])
  }
}

/**
 * Writes down that whoever told was told what there is to tell now, or need not be. One call told of a family, so one reply answers
 * for each child of it who has come as far. Said already, nothing happens.
 */
export async function recordReply(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { what: 'told' | 'not needed'; how: string; says: string },
): Promise<Decision<{ many: number }>> {
  if (!may(viewer, 'intake.record')) return refused({ says: 'Your role may not write this down' })
  if (given.what === 'not needed' && given.says === '')
    return refused({ says: 'Say why they need not be told' })
  const teller = await tellerByToken(tx, viewer, token)
  await tx`select pg_advisory_xact_lock(hashtextextended(${`telling ${viewer.la} ${teller.source_id}`}, 0))`
  const stage = owed(teller.state, (await tellerByToken(tx, viewer, token)).done)
  if (!stage) return allowed({ many: 0 })
  const rows: TellerRow[] = (await sameTelling(tx, viewer, teller.source_id)).filter(
    one => owed(one.state, one.done) === stage && (one.id === teller.id || sameWords(one, teller)),
  )
  for (const one of rows) {
    if (!(await insertTellerStep(tx, viewer, one, { stage, ...given }))) continue
    await tellCase(tx, viewer, { caseId: one.case_id }, [
      {
        type: 'task-done',
        key: replyTask(one.id),
        says:
          given.what === 'told'
            ? `Whoever told us was told: ${one.reference}`
            : `Whoever told us need not be told: ${one.reference}`,
      },
    ])
  }
  return allowed({ many: rows.length })
}

/** Two children's replies are one where the words are: the same stage of the same telling, ended alike. */
const sameWords = (one: TellerRow, other: TellerRow): boolean =>
  one.state === other.state || (one.outcome === other.outcome && one.protected === other.protected)
    ? one.outcome === other.outcome && one.protected === other.protected
    : false

// ---- What is a child counted as? ----

/**
 * What the facts on record say a child is counted as, for the person who takes the case on. Takes the case as its history makes it. A
 * child for whom nothing is arranged since a permanent exclusion is still on the roll.
 */
export async function proposedCount(
  tx: Tx,
  viewer: Viewer,
  given: {
    childId: string
    dob: string | null
    pathway: Pathway
    isFound: boolean
  },
): Promise<Proposed> {
  const rolls = await rollsOf(tx, viewer, given.childId)
  const home = await atHome(tx, viewer, given.childId)
  const on = localDate(viewer.today)
  return countedAs(
    {
      dob: given.dob ? localDate(given.dob) : undefined,
      rolls,
      otherEducation: home
        ? [
            {
              kind: 'EHE',
              from: home.since,
              ...(home.state === 'missing education' && { unsuitableFrom: home.view_on ?? home.since }),
            },
          ]
        : [],
      placeSteps: [],
      whereaboutsKnown: given.isFound || given.pathway === 'B',
      lessThanFullTime: await lessThanFullTime(tx, viewer, given.childId),
    },
    on,
  )
}

// ---- Exclusions ----

/**
 * Writes down what is in place for a pupil who was permanently excluded, from which day and with whom; or that nothing is. The latest
 * holds. The same again is one. An open case of the child is told, never where.
 */
export async function recordExclusion(
  tx: Tx,
  viewer: Viewer,
  token: string,
  given: { what: 'in place' | 'nothing in place'; startsOn: string | undefined; place: string; says: string },
): Promise<Decision<{ already: boolean }>> {
  if (!may(viewer, 'intake.record') || !may(viewer, 'exclusions.see'))
    return refused({ says: 'Your role may not write this down' })
  const isInPlace = given.what === 'in place'
  if (isInPlace && given.startsOn === undefined)
    return refused({ says: 'Enter the day from which it is in place' })
  if (isInPlace && given.place === '') return refused({ says: 'Write who provides it' })
  if (!isInPlace && given.says === '') return refused({ says: 'Say what stands in the way' })
  const found = await exclusionByToken(tx, viewer, token)
  await holdExclusion(tx, viewer, found.id)
  const row = await exclusionByToken(tx, viewer, token)
  if (isInPlace && given.startsOn! < row.first_day)
    return refused({ says: 'The day is before the exclusion. Enter the day from which it is in place' })
  if (
    row.what === given.what &&
    (row.starts_on ?? undefined) === given.startsOn &&
    row.place === given.place &&
    row.says === given.says
  )
    return allowed({ already: true })
  await insertExclusionStep(tx, viewer, row, { ...given, startsOn: isInPlace ? given.startsOn : undefined })
  await tellCase(tx, viewer, { childId: row.child_id }, [
    {
      type: 'recorded',
      what: 'exclusion',
      title: isInPlace ? 'Education in place after the exclusion' : 'Nothing in place after the exclusion',
      lines: isInPlace ? [`From ${inWords(localDate(given.startsOn!))}`] : [],
      work: true,
    },
  ])
  return allowed({ already: false })
}

/**
 * Opens a case (START-11) for every pupil who was permanently excluded and for whom nothing is in place on the sixth school day, on
 * that day, once for an exclusion. Takes the system's viewer, and gives how many. Run again the same day, it opens none.
 */
export async function openCasesForExclusions(tx: Tx, system: Viewer): Promise<number> {
  const calendarOf = await calendarsOf(tx, system)
  const on = localDate(system.today)
  let after = '00000000-0000-0000-0000-000000000000'
  let opened = 0
  for (;;) {
    const rows = await exclusionsToLookAt(tx, system, after)
    for (const row of rows) {
      const stands = excludedOn(
        {
          firstDay: localDate(row.first_day),
          lookedAfter: row.looked_after,
          calendar: calendarOf(row.school_id).calendar,
          latest: latestOf(row),
        },
        on,
      )
      if (!stands.opens) continue
      await holdExclusion(tx, system, row.id)
      const now = await exclusionByToken(tx, system, row.token)
      if (now.steps !== row.steps) continue
      const one = await openFromDoorAndRoute(tx, system, {
        childId: row.child_id,
        how: 'an exclusion',
        startCode: 'START-11',
        level: row.looked_after ? 'act today' : 'act this week',
        says: `Permanently excluded on ${inWords(localDate(row.first_day))}. ${stands.says}`,
        on: system.today,
      })
      await insertExclusionStep(tx, system, row, {
        what: 'case opened',
        place: '',
        says: stands.says,
        caseId: one.caseId,
      })
      opened++
    }
    if (rows.length < 200) return opened
    after = rows.at(-1)!.id
  }
}

/** What was last written down of an exclusion. */
export const latestOf = (row: {
  what: 'in place' | 'nothing in place' | 'case opened' | null
  starts_on: string | null
}): InPlace | undefined =>
  row.what === null
    ? undefined
    : { what: row.what, ...(row.starts_on && { startsOn: localDate(row.starts_on) }) }

// ---- Reached compulsory school age with no place ----

/**
 * Opens a case (START-08) for a child known here who has reached compulsory school age and was never on a roll, from today. Refused
 * where the child is not of that age; added to the case the child has open, if any, once.
 */
export async function openCaseForNoPlace(
  tx: Tx,
  viewer: Viewer,
  childToken: string,
): Promise<Decision<CaseOpened>> {
  if (!may(viewer, 'case.decide')) return refused({ says: 'A CME officer or manager opens cases' })
  const child = await childByToken(tx, viewer, childToken)
  await tx`select pg_advisory_xact_lock(hashtextextended(${`no place ${viewer.la} ${child.id}`}, 0))`
  const dob = child.date_of_birth ? localDate(child.date_of_birth) : undefined
  if (!dob || !isCompulsoryAge(dob, localDate(viewer.today)))
    return refused({ says: 'The child is not of compulsory school age today' })
  const rolls = await rollsOf(tx, viewer, child.id)
  if (rolls.some(roll => roll.from <= viewer.today && (roll.to === undefined || roll.to > viewer.today)))
    return refused({ says: 'The child is on a roll. Ask the school' })
  const [open] = await openCasesAmong(tx, viewer, [child.id])
  if (open) return allowed({ caseId: '', token: open.token, reference: open.reference, joined: true })
  return allowed(
    await openFromDoorAndRoute(tx, viewer, {
      childId: child.id,
      how: 'by hand',
      startCode: 'START-08',
      level: 'act this week',
      says: 'Known here, of compulsory school age, and on no roll that we know of',
      on: viewer.today,
    }),
  )
}
