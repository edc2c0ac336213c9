// The records that the walk visits, with a word in each that gives it away.
//
// Every text below says whose it is (CanaryAlder: told by Alder Primary; CanaryOffice: the authority's own; ...), so
// that one look at the bytes of a page tells whether it shows something to somebody who may not see it.
import {
  makeChild,
  makePeople,
  type Staff,
  type TestChild,
  type TestPeople,
  type TestSchool,
} from '../src/access/testing/people.ts'
import { deskRoles, systemViewer, viewerSettings } from '../src/access/viewer.ts'
import { localDate } from '../src/calendar/local-date.ts'
import { caseFrom, type Happened } from '../src/cases/case.ts'
import { append, byViewer, historyOf, lockCase, openCaseForReferral } from '../src/cases/store.ts'
import { type CheckRecords, makeCheckRecords } from '../src/checks/testing/records.ts'
import { makeAbsent, makeCalendar } from '../src/enquiries/testing/absence.ts'
import { type IntakeRecords, makeIntakeRecords } from '../src/intake/testing/records.ts'
import { type AuthorityRecords, makeAuthorityRecords } from '../src/other-authorities/testing/records.ts'
import { inTransaction, type Sql } from '../src/platform/db.ts'
import { newId, newToken } from '../src/platform/ids.ts'

export const today = localDate('2026-11-20')

/** Everything of one child that has an address of its own on some page. */
export type Records = {
  child: TestChild
  caseToken: string
  referral: string
  madeRemoval: string
  notice: string
  /** What the family answered of where the child goes. */
  parentForm: string
  askedRemoval: string
  returned: string
  /** A part-time timetable and a suspension of the school's. */
  arrangement: string
  suspension: string
  offer: string
  imported: string
  problems: string
  /** Leave that was asked for. */
  leave: string
  /** A local step of the authority, and what it asks the school about the child. */
  trigger: string
  hit: string
  /** A roll check of one row, which is the child. */
  rollCheck: string
  /** A letter of the school's, and the message by which it could not be sent. */
  letter: string
  message: string
}

export type World = {
  people: TestPeople
  /** Alder's child, with a case under way. */
  alder: Records
  /** Birch's child, of whom Alder may know nothing. */
  birch: Records
  /** Fir's child, in the other authority. */
  fir: Records
  /** Alder's child whose case has only arrived. */
  arrived: Records
  /** Alder's protected child, opened to everyone at Alder and the authority who may open. */
  hidden: TestChild & { contactId: string }
  opening: string
  grant: string
  /** Alder's child and Birch's, linked by two people of the authority. */
  link: string
  /** What Birch asks of Alder about Alder's child, without Alder knowing who asks. */
  sibling: string
  /** What Cedar asks of Alder about a leaver of Cedar. */
  arrival: string
  /** What the authority asked another body about Alder's child, and what it answered. */
  checks: CheckRecords
  /** What the authority asked another authority about Alder's child. */
  authorities: AuthorityRecords
  intake: IntakeRecords
  /** A taking of the census, being counted. */
  taking: string
  /** A meeting of today with Alder's child on its agenda, and the child's place on it. */
  panel: string
  item: string
  /** What the SEN desk alone is asked of Alder's child, who is also recorded as educated at home. */
  part: string
  /** What the public told of Alder's child, and the person of a partner agency who may tell. */
  report: string
  partner: string
  /** A visit to Alder's child, given to the field officer for today. */
  visit: string
  /** The name of each child by id: a page that prints one has shown that child. */
  names: Map<string, string>
}

/** Has the form of a hash, and is one of nothing. */
const hashOfNothing = `$argon2id$v=19$m=19456,t=2,p=1$CanarySecretAAAAAAAAAA$${'A'.repeat(43)}`

export async function makeWorld(owner: Sql): Promise<World> {
  const people = await makePeople(owner)
  await makeCalendar(owner, people)
  await owner`update people set password_hash = ${hashOfNothing}, totp_secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'`
  const alder = await makeRecords(owner, people.alder, people.right, 'CanaryAlder', 'One', underWay)
  const birch = await makeRecords(owner, people.birch, people.wrongSchool, 'CanaryBirch', 'Two', underWay)
  const fir = await makeRecords(owner, people.fir, people.wrongAuthority, 'CanaryFir', 'Three', underWay)
  const arrived = await makeRecords(owner, people.alder, people.right, 'CanaryAlder', 'Four', [])
  // Looks like Alder's child, so that the authority compares the two, and Alder learns nothing of it.
  await owner`update children set upn = 'A123456789012' where id = any (${[alder.child.id, birch.child.id]}::uuid[])`
  await owner`insert into match_decisions ${owner({
    la_code: '001',
    id: newId(),
    child_id: alder.child.id,
    other_id: birch.child.id,
    decision: 'same',
    why: 'CanaryOffice judged',
    evidence: [] as never,
    decided_name: 'CanaryOffice officer',
  })}`
  const [one, other] = [alder.child.id, birch.child.id].sort()
  const link = newToken()
  await owner`insert into child_links ${owner({
    la_code: '001',
    id: newId(),
    token: link,
    child_id: one,
    other_id: other,
    how: 'two people',
    why: 'CanaryOffice linked',
    proposed_by: people.right['cme-officer'].id,
    proposed_name: 'CanaryOffice officer',
    made_by: people.right.manager.id,
    made_name: 'CanaryOffice manager',
    band: 'certain',
    probability: 0.99,
    model_version: 'a test',
    evidence: [] as never,
  })}`
  const sibling = await makeSiblingAsk(owner, birch.child, alder.child)
  await makeSiblingAsk(owner, alder.child, birch.child)
  const arrival = await makeArrival(owner, people.cedar, people.alder)
  const { hidden, opening } = await makeHidden(owner, people)
  const [authorities] = await Promise.all(
    [alder, fir].map(({ child, caseToken }) =>
      makeAuthorityRecords(
        owner,
        { la: child.la, caseToken, childId: child.id, today },
        what => `CanaryOffice ${what}`,
      ),
    ),
  )
  const [checks] = await Promise.all(
    [alder, fir].map(({ child, caseToken }) =>
      makeCheckRecords(
        owner,
        { la: child.la, caseToken, childId: child.id, today },
        what => `CanaryOffice ${what}`,
      ),
    ),
  )
  const [intake] = await Promise.all(
    [alder, fir].map(({ child, caseToken }, i) =>
      makeIntakeRecords(
        owner,
        {
          la: child.la,
          childId: child.id,
          schoolId: i === 0 ? people.alder.id : people.fir.id,
          enrolmentId: child.enrolmentId,
          caseToken,
          today,
        },
        what => `CanaryOffice ${what}`,
        what => `${i === 0 ? 'CanaryAlder' : 'CanaryFir'} ${what}`,
      ),
    ),
  )
  // Alder's child, and the protected one, are given to each of the authority's other teams; Birch's to none of them.
  for (const [role, child] of deskRoles.flatMap(one => [
    [one, alder.child] as const,
    [one, hidden] as const,
  ])) {
    await owner`insert into caseloads ${owner({
      la_code: '001',
      id: newId(),
      child_id: child.id,
      role,
      about_id: newId(),
      why: 'CanaryAlder given',
      given_name: 'CanaryAlder giver',
    })}`
  }
  const part = await makeDeskPart(owner, alder.child)
  const panels = await makePanel(owner, alder, people.right)
  await makePanel(owner, fir, people.wrongAuthority)
  const [grant] = await owner<
    { id: string }[]
  >`select id from grants where person_id = ${people.right.dsl.id}`
  const taking = newToken()
  await owner`insert into census_takings ${owner({
    la_code: '001',
    id: newId(),
    token: taking,
    census_on: '2026-10-01',
    school_year: 2026,
    term: 'autumn',
    number: 1,
    reasons_of: '2025-10-01',
    asked_name: 'CanaryOffice taker',
  })}`
  const visit = await makeVisit(owner, people, alder)
  const names = new Map(
    [alder.child, birch.child, fir.child, arrived.child, hidden].map(child => [child.id, child.surname]),
  )
  return {
    people,
    alder,
    birch,
    fir,
    arrived,
    hidden,
    opening,
    grant: grant!.id,
    link,
    sibling,
    arrival,
    checks: checks!,
    authorities: authorities!,
    intake: intake!,
    taking,
    ...panels,
    part,
    ...(await makeReport(owner, alder)),
    visit,
    names,
  }
}

/** A visit planned for today, in the words of Alder's child. Gives its token. */
async function makeVisit(owner: Sql, people: TestPeople, { child, caseToken }: Records): Promise<string> {
  const token = newToken()
  const [found] = await owner<{ id: string }[]>`select id from cases where token = ${caseToken}`
  await owner`insert into visits ${owner({
    la_code: '001',
    id: newId(),
    token,
    reference: 'V-9001',
    case_id: found!.id,
    child_id: child.id,
    state: 'planned',
    reason: 'CanaryAlder visited',
    question: 'CanaryAlder question',
    hazards: 'CanaryAlder hazard',
    two_people: false,
    needed_by: today,
    asked_by: people.right['cme-officer'].id,
    asked_name: 'CanaryAlder asker',
    asked_on: today,
    officer_id: people.right['field-officer'].id,
    officer_name: 'CanaryAlder visitor',
    planned_on: today,
    planned_at: '14:00',
    minutes: 60,
  })}`
  return token
}

/** A meeting about a case, and what its manager and its owner said of it. All of it is the authority's own. */
async function makePanel(owner: Sql, { child, caseToken }: Records, staff: Staff) {
  const la_code = child.la
  const [panel_id, panel, item_id, item] = [newId(), newToken(), newId(), newToken()]
  const [found] = await owner<{ id: string }[]>`select id from cases where token = ${caseToken}`
  const of = { la_code, child_id: child.id, case_id: found!.id }
  await owner`insert into panels ${owner({
    la_code,
    id: panel_id,
    token: panel,
    kind: 'missing children',
    meets_on: today,
    starts_at: '14:00',
    place: 'CanaryOffice room',
    made_by: staff.manager.id,
    made_name: 'CanaryOffice caller',
  })}`
  await owner`insert into panel_cases ${owner({
    ...of,
    id: item_id,
    token: item,
    panel_id,
    question: 'CanaryOffice question',
    summary: 'CanaryOffice summary',
    untried: 'CanaryOffice untried',
    good: 'CanaryOffice good',
    brought_by: staff['cme-officer'].id,
    brought_name: 'CanaryOffice bringer',
  })}`
  await owner`insert into supervision_notes ${owner({
    ...of,
    id: newId(),
    talked: 'CanaryOffice talked',
    agreed: 'CanaryOffice agreed',
    next_on: '2026-12-18',
    with_person: staff['cme-officer'].id,
    with_name: 'CanaryOffice owner',
    by_person: staff.manager.id,
    by_name: 'CanaryOffice manager',
    on_date: today,
  })}`
  return { panel, item }
}

/** A report by a member of the public, taken on for a child; who told is for those who decide. And a partner agency. */
async function makeReport(owner: Sql, { child }: Records): Promise<{ report: string; partner: string }> {
  const [id, report, partner] = [newId(), newToken(), newToken()]
  await owner`insert into reports_in ${owner({
    la_code: '001',
    id,
    token: report,
    reference: 'P-2345-6789',
    how: 'the public',
    level: 'act this week',
    danger: false,
    said: {
      children: [{ forename: 'CanaryOffice first', surname: '', age: 'CanaryOffice age' }],
      others: 'CanaryOffice others',
      where: 'CanaryOffice where',
      when: 'CanaryOffice when',
      why: 'CanaryOffice seen',
      worry: 'CanaryOffice worry',
      danger: 'no',
    } as never,
    reply_wanted: true,
    came_at: `${today}T09:00:00Z`,
    came_on: today,
    acknowledge_by: today,
    decide_by: today,
    next_due: today,
  })}`
  await owner`insert into report_tellers ${owner({
    la_code: '001',
    report_id: id,
    name: 'CanaryWhy teller',
    contact: 'CanaryWhy contact',
    by_way: 'phone',
    safe: 'CanaryWhy safe',
  })}`
  await owner`insert into report_steps ${owner({
    la_code: '001',
    id: newId(),
    report_id: id,
    what: 'seen',
    says: 'CanaryOffice looked',
    child_id: child.id,
    by_name: 'CanaryOffice officer',
    on_date: today,
  })}`
  await owner`insert into partners ${owner({
    la_code: '001',
    id: newId(),
    token: partner,
    organisation: 'CanaryOffice partner',
    kind: 'health',
    contact_name: 'CanaryOffice person',
    contact_role: 'CanaryOffice role',
    phone: '07700 900777',
    email: 'CanaryOffice@example.org',
    basis: 'CanaryOffice basis',
    agreement: 'CanaryOffice agreement',
    word_asked: 'CanaryOffice word',
    kept_name: 'CanaryOffice officer',
  })}`
  return { report, partner }
}

/** The school of one child asks after a brother or sister, who is at another. Gives the token of what that other is asked. */
async function makeSiblingAsk(owner: Sql, asking: TestChild, asked: TestChild): Promise<string> {
  const [question, token] = [newId(), newToken()]
  const canary = asking.surname.replace(/Name.*$/, '')
  await owner`insert into sibling_questions ${owner({
    la_code: asking.la,
    id: question,
    child_id: asking.id,
    school_id: asking.school.id,
    asked_on: today,
    asked_by: newId(),
    asked_name: `${canary} asker`,
    to_authority: false,
  })}`
  await owner`insert into sibling_asks ${owner({
    la_code: asked.la,
    id: newId(),
    token,
    question_id: question,
    child_id: asked.id,
    school_id: asked.school.id,
    asked_on: today,
  })}`
  return token
}

/** A school asks another whether a leaver is there now. Gives the token of the question: for Alder to see, and for nobody else. */
async function makeArrival(owner: Sql, from: TestSchool, to: TestSchool): Promise<string> {
  const token = newToken()
  const child = await makeChild(owner, { school: from, surname: 'CanaryAlderAsked', forename: 'Amina' })
  const claim = newId()
  await owner`insert into destination_steps ${owner({
    la_code: child.la,
    id: claim,
    child_id: child.id,
    enrolment_id: child.enrolmentId,
    school_id: from.id,
    type: 'claimed',
    on_date: today,
    by_name: 'Somebody',
    by_side: 'school',
  })}`
  await owner`insert into destination_questions ${owner({
    la_code: child.la,
    id: newId(),
    token,
    claim_id: claim,
    child_id: child.id,
    enrolment_id: child.enrolmentId,
    school_id: from.id,
    to_school_id: to.id,
    surname: 'CanaryAlderAsked',
    forename: 'Amina',
    previous_school: 'CanaryAlderBefore',
    asked_name: 'Somebody',
    asked_on: today,
  })}`
  return token
}

/** The way into education of a child: a word for admissions, and one that is the CME team's alone. */
async function makePlacing(
  owner: Sql,
  of: { la: string; childId: string; caseId: string; reference: string },
  word: string,
): Promise<void> {
  const at = { la_code: of.la, child_id: of.childId, case_id: of.caseId }
  const step = (kind: string, forAdmissions: boolean, data: object) =>
    owner`insert into placing_steps ${owner({
      ...at,
      id: newId(),
      kind,
      data: data as never,
      for_admissions: forAdmissions,
      on_date: today,
      by_name: 'An officer',
      by_role: 'cme-officer',
    })}`
  await step('need', true, { topic: 'transport', says: word, source: word })
  await step('need', false, { topic: 'health', says: 'CanaryOffice health', source: 'CanaryOffice mother' })
  await step('applied', true, { to: word, received: today, answerBy: '2026-12-11' })
  await owner`insert into placings ${owner({
    ...at,
    reference: of.reference,
    phase: 'applied',
    phase_on: today,
    reason: 'APPLICATION_PENDING',
    out_since: '2026-11-02',
    needs: 'Transport',
    with_admissions: false,
    refreshed_at: '2027-01-01T00:00:00Z',
  })}`
}

/** What the authority did and found. None of it is for a school. */
const underWay: readonly Happened[] = [
  { type: 'accepted', level: 'act this week', ownerId: newId(), ownerName: 'CanaryOffice owner' },
  {
    type: 'check-asked',
    check: 'RL06',
    says: 'CanaryOffice asked social care',
    due: localDate('2026-11-25'),
  },
  {
    type: 'check-answered',
    check: 'RL06',
    result: 'something found',
    says: 'CanaryOffice social care knows',
  },
  {
    type: 'contact',
    who: 'CanaryOffice aunt',
    method: 'phone',
    result: 'reached',
    says: 'CanaryOffice aunt said',
  },
  { type: 'note', fact: 'CanaryOffice fact', opinion: 'CanaryOffice opinion' },
  { type: 'safeguarding-considered', says: 'CanaryOffice considered', with: 'CanaryOffice lead' },
]

async function makeRecords(
  owner: Sql,
  school: TestSchool,
  staff: Staff,
  canary: string,
  which: string,
  happened: readonly Happened[],
): Promise<Records> {
  const la = school.la
  const say = (what: string) => `${canary} ${what}`
  const child = await makeChild(owner, {
    school,
    surname: `${canary}Name${which}`,
    forename: 'Amina',
    address: say('Street'),
    contact: say('Parent'),
    email: `${canary}@example.org`,
  })
  await owner`update children set former_surname = ${say('former')} where id = ${child.id}`
  await makeAbsent(owner, child, 11, 'O')
  const of = { la_code: la, child_id: child.id, school_id: school.id }
  const insert = (table: string, row: Record<string, unknown>) =>
    owner`insert into ${owner(table)} ${owner({ ...of, ...row })}`
  const at = { by_name: say('person') }

  await insert('child_changes', {
    id: newId(),
    field: 'surname',
    old_value: say('old'),
    new_value: 'x',
    why: say('why'),
    ...at,
  })
  await insert('child_flags', {
    id: newId(),
    flag: 'child protection plan',
    says: 'yes',
    source: say('source'),
  })
  await insert('contact_safety', {
    id: newId(),
    contact_id: child.contactId,
    may_ring: 'yes',
    may_text: 'no',
    may_email: 'no',
    may_write: 'no',
    note: say('safe note'),
    marked_name: say('marker'),
  })
  await insert('enrolment_events', {
    id: newId(),
    enrolment_id: child.enrolmentId,
    type: 'entered',
    data: {},
    ...at,
  })
  await insert('enquiries', {
    id: newId(),
    side: 'school',
    check_code: 'RS01',
    method: 'phone',
    asked: say('asked'),
    result: 'nothing known',
    note: say('note'),
    done_on: '2026-11-18',
    by_role: 'attendance-officer',
    ...at,
  })
  await owner`insert into enquiries ${owner({
    la_code: la,
    child_id: child.id,
    id: newId(),
    side: 'authority',
    check_code: 'RL09',
    result: 'nothing known',
    note: 'CanaryOffice note',
    done_on: '2026-11-18',
    by_name: 'CanaryOffice officer',
    by_role: 'cme-officer',
  })}`
  await insert('screens', {
    id: newId(),
    signed_name: say('signer'),
    signed_role: 'dsl',
    signed_on: '2026-11-18',
    level: 'act this week',
    danger_now: false,
    answers: {},
    concerns: `CanaryConcern of ${canary}`,
  })
  await insertSafeguarding(insert, canary, say)
  const referral = { id: newId(), token: newToken() }
  const system = systemViewer(la, today)
  const dsl = staff.dsl.viewer(today)
  const opened = await inTransaction(owner, viewerSettings(dsl), async tx => {
    const given = {
      childId: child.id,
      schoolId: school.id,
      caseId: newId(),
      referralId: referral.id,
      on: today,
    }
    const made = await openCaseForReferral(tx, dsl, {
      ...given,
      startCode: 'START-01',
      level: 'act this week',
    })
    await tx`insert into referrals ${tx({
      ...of,
      ...referral,
      reference: `R-${canary}-${which}`,
      case_id: made.caseId,
      start_code: 'START-01',
      answers: { 'what-happened': say('happened') } as never,
      missing: [] as never,
      sent_name: say('sender'),
      sent_on: today,
    })}`
    return made
  })
  await inTransaction(owner, viewerSettings(system), async tx => {
    const row = await lockCase(tx, system, opened.token)
    const officer = byViewer(staff['cme-officer'].viewer(today))
    await append(tx, system, row, caseFrom(await historyOf(tx, system, row.id)), happened, officer, today)
  })
  await makePlacing(
    owner,
    { la, childId: child.id, caseId: opened.caseId, reference: opened.reference },
    say('placing'),
  )
  const offer = newToken()
  await owner`insert into offers ${owner({
    ...of,
    id: newId(),
    token: offer,
    case_id: opened.caseId,
    starts_on: '2026-11-23',
    state: 'asked',
    made_on: today,
    made_name: say('asker'),
  })}`
  const leave = newToken()
  const requestId = newId()
  await insert('leave_requests', {
    id: requestId,
    token: leave,
    enrolment_id: child.enrolmentId,
    asked_on: '2026-11-02',
    asked_by: say('parent asked'),
    relationship: say('relation'),
    starts_on: '2026-12-07',
    ends_on: '2026-12-11',
    reason: 'other',
    why: say('leave why'),
    country: say('country'),
    with_whom: say('adult'),
    recorded_by: newId(),
    recorded_name: say('recorder'),
    recorded_on: '2026-11-02',
  })
  await insert('leave_steps', {
    id: newId(),
    request_id: requestId,
    kind: 'meeting',
    on_date: '2026-11-03',
    data: { who: say('met'), notes: say('notes') },
    by_person: newId(),
    by_role: 'headteacher',
    ...at,
  })
  const abroadId = newId()
  await insert('abroad_processes', {
    id: abroadId,
    token: newToken(),
    enrolment_id: child.enrolmentId,
    known_on: '2026-11-16',
    how_known: say('how'),
    country: say('abroad'),
    by_person: newId(),
    begun_on: '2026-11-16',
    ...at,
  })
  await insert('abroad_steps', {
    id: newId(),
    process_id: abroadId,
    kind: 'contact',
    on_date: '2026-11-18',
    data: { went: 'video', note: say('on video') },
    by_person: newId(),
    by_role: 'attendance-officer',
    ...at,
  })
  const removals = { madeRemoval: newToken(), askedRemoval: newToken() }
  const removal = { enrolment_id: child.enrolmentId, proposed_on: '2026-11-19', ...at }
  const madeId = newId()
  await insert('removals', {
    ...removal,
    id: madeId,
    token: removals.madeRemoval,
    kind: 'already made',
    ground: null,
    decision: 'flagged',
    refusals: [{ says: say('flag') }],
    facts: {
      destination: say('destination'),
      questions: [{ id: 'destination', asks: say('asks') }],
      why: say('why'),
    },
  })
  await insert('removals', {
    ...removal,
    id: newId(),
    token: removals.askedRemoval,
    kind: 'asked for here',
    ground: 'R9-I',
    decision: 'allowed',
    refusals: [],
    facts: { why: say('asked why') },
  })
  const leaving = { enrolment_id: child.enrolmentId, on_date: today, ...at }
  await insert('destination_steps', {
    ...leaving,
    id: newId(),
    type: 'claimed',
    by_side: 'school',
    data: { kind: 'school', name: say('next school'), how: say('how known') },
  })
  const form = { id: newId(), token: newToken() }
  await insert('parent_forms', {
    ...form,
    enrolment_id: child.enrolmentId,
    contact_name: say('parent asked'),
    how: 'phone',
    made_by: newId(),
    made_name: say('maker'),
    made_on: today,
  })
  await insert('parent_form_answers', {
    id: newId(),
    form_id: form.id,
    answers: { why: say('why leaving'), next: 'not known', moving: 'yes', address: say('new address') },
    by_name: say('parent asked'),
    sent_on: today,
  })
  for (const kind of ['transfer file', 'general record', 'safeguarding file']) {
    const closed = kind === 'safeguarding file'
    const task = { id: newId(), child_id: child.id, school_id: school.id }
    await insert('leaver_tasks', {
      ...task,
      token: newToken(),
      enrolment_id: child.enrolmentId,
      removal_id: madeId,
      kind,
      left_on: '2026-11-19',
      due: '2026-11-19',
      rule: 'T-21',
      because: say('file due'),
      state_on: today,
    })
    const step = {
      ...at,
      id: newId(),
      task_id: task.id,
      closed,
      on_date: today,
      done_on: today,
      what: 'sent',
    }
    await insert('leaver_task_steps', {
      ...step,
      by_name: say('file sender'),
      how: 'by hand',
      sent_to: closed ? `CanaryConcern ${say('sent to')}` : say('sent to'),
    })
  }
  const notice = newToken()
  await owner`insert into home_education_notices ${owner({
    la_code: la,
    id: newId(),
    token: notice,
    reference: `H-${notice.slice(0, 6)}`,
    child_id: child.id,
    enrolment_id: child.enrolmentId,
    school_id: school.id,
    notice: 'letter',
    received_on: '2026-11-18',
    facts: owner.json({ notice: 'letter', notice_received_on: '2026-11-18', told_by: say('told by') }),
    told_on: today,
    by_name: say('notice by'),
  })}`
  await insert('joint_conclusions', {
    id: newId(),
    case_id: opened.caseId,
    side: 'school',
    outcome: 'IN_PROGRESS',
    unavoidable: 'not known',
    reasons: say('reasons'),
    signed_name: say('head'),
    signed_role: 'headteacher',
    signed_on: today,
  })
  await insert('joint_conclusions', {
    id: newId(),
    case_id: opened.caseId,
    side: 'authority',
    outcome: 'IN_PROGRESS',
    unavoidable: 'not known',
    reasons: say('of the authority, which the school shares'),
    signed_name: 'An officer',
    signed_role: 'cme-officer',
    signed_on: today,
  })
  const returned = { id: newId(), token: newToken() }
  await insert('returns', {
    ...returned,
    reference: `T-${canary}-${which}`,
    rule: 'T-07',
    episode_on: '2026-10-01',
    enrolment_id: child.enrolmentId,
    content: {
      name: child.surname,
      dateOfBirth: '2017-03-14',
      upn: null,
      year: '4',
      since: '2026-09-17',
      reachedOn: '2026-10-01',
      because: say('because'),
      reason: say('reason'),
      contactAttempts: say('attempts'),
      livesWith: say('lives with'),
      siblings: null,
    },
    sent_name: say('sender'),
    sent_on: '2026-10-01',
  })
  const arrangement = { id: newId(), token: newToken() }
  await insert('arrangements', {
    ...arrangement,
    enrolment_id: child.enrolmentId,
    kind: 'part-time timetable',
    code: 'C2',
    hours: 10,
    full_hours: 32.5,
    place: say('place'),
    reason: say('why part-time'),
    starts_on: '2026-11-02',
    review_on: '2026-11-27',
    ends_on: '2026-12-18',
    end_plan: say('end plan'),
    agreed_by: say('agreed'),
    ehcp_consulted: 'yes',
    worker_consulted: 'yes',
    by_name: say('recorder'),
    recorded_on: today,
  })
  const suspension = { id: newId(), token: newToken() }
  await insert('suspensions', {
    ...suspension,
    enrolment_id: child.enrolmentId,
    kind: 'suspension',
    first_day: '2026-11-18',
    last_day: '2026-11-27',
    reasons: say('suspended for'),
    by_name: say('recorder'),
    recorded_on: today,
  })
  await insert('joiner_facts', {
    id: newId(),
    enrolment_id: child.enrolmentId,
    first_day: '2024-09-03',
    first_day_agreed: 'yes',
    previous_school: say('previous school'),
    ehcp: 'no',
    heard: say('heard'),
    by_name: say('recorder'),
    recorded_on: today,
  })
  await insert('returns_elsewhere', {
    id: newId(),
    enrolment_id: child.enrolmentId,
    rule: 'T-10',
    episode_on: '2024-09-03',
    sent_on: '2024-09-05',
    how: say('portal'),
    by_name: say('recorder'),
  })
  const { imported, problems } = await makeImport(owner, school, child, canary)
  const local = await makeLocalSteps(owner, staff, child, canary)
  const rollCheck = await makeRollCheck(owner, staff, child)
  const sent = await makeLetter(owner, child, school.id, canary)
  await makeLetter(owner, child, null, 'CanaryOffice')
  return {
    ...local,
    ...sent,
    rollCheck,
    child,
    caseToken: opened.token,
    referral: referral.token,
    ...removals,
    notice,
    parentForm: form.token,
    returned: returned.token,
    arrangement: arrangement.token,
    suspension: suspension.token,
    offer,
    leave,
    imported,
    problems,
  }
}

/** A letter that was sent, by post and by an email that did not arrive: the school's, or the authority's own. */
async function makeLetter(owner: Sql, child: TestChild, school_id: string | null, says: string) {
  const [letter_id, letter, message] = [newId(), newToken(), newToken()]
  const of = { la_code: child.la, child_id: child.id, school_id, contact_id: child.contactId }
  await owner`insert into letters ${owner({
    ...of,
    id: letter_id,
    token: letter,
    code: 'LET-L13',
    about: '2026-11-24',
    fields: { visit_on: '2026-11-24', sender_phone: '07700 900123' } as never,
    state: 'sent',
    written_name: `${says} writer`,
    written_role: 'dsl',
    written_at: new Date('2026-11-19T08:00:00Z'),
    title: `${says} title`,
    blocks: [{ kind: 'paragraph', text: `${says} letter` }] as never,
    recipient: `${says} recipient`,
    address: `${says} Street`,
    sent_name: `${says} sender`,
    sent_on: '2026-11-19',
    needed_by: '2026-11-24',
  })}`
  const id = newId()
  const at = new Date('2026-11-19T08:00:00Z')
  await owner`insert into messages ${owner({
    ...of,
    id,
    token: message,
    letter_id,
    channel: 'email',
    reference: newToken(),
    body: 'There is a letter for you',
    state: 'failed',
    due_at: at,
    problem: `${says} problem`,
    written_name: `${says} writer`,
    written_at: at,
    changed_at: at,
  })}`
  await owner`insert into message_events ${owner({
    la_code: child.la,
    message_id: id,
    id: newId(),
    at,
    state: 'failed',
    says: `${says} said`,
    by_name: `${says} sender`,
  })}`
  await owner`insert into letter_texts ${owner({
    la_code: child.la,
    id: newId(),
    code: 'LET-L13',
    school_id,
    title: school_id === null ? 'Of the authority' : `${says} text`,
    body:
      school_id === null
        ? 'No secret to its schools'
        : `${says} body {{sender_name}} {{sender_phone}} {{visit_on}}`,
    why: school_id === null ? 'No secret either' : `${says} why`,
    by_name: school_id === null ? 'A manager' : `${says} editor`,
  })}`
  return { letter, message }
}

/** A list the authority was asked about, on which the child stands. */
async function makeRollCheck(owner: Sql, staff: Staff, child: TestChild): Promise<string> {
  const la_code = child.la
  const [check_id, token] = [newId(), newToken()]
  const officer = staff['cme-officer']
  await owner`insert into roll_checks ${owner({
    la_code,
    id: check_id,
    token,
    asked_by: 'health',
    asker: 'CanaryOffice asker',
    purpose: 'CanaryOffice purpose',
    name: 'CanaryOffice list',
    is_list: true,
    row_count: 1,
    rows_done: 1,
    state: 'checked',
    received_at: new Date('2026-11-19T08:00:00Z'),
    received_by: officer.id,
    received_name: 'CanaryOffice sender',
    checked_at: new Date('2026-11-19T08:00:00Z'),
    delete_rows_on: '2026-12-19',
  })}`
  await owner`insert into roll_check_rows ${owner({
    la_code,
    check_id,
    number: 1,
    given: { surname: child.surname, forename: child.forename, id: 'CanaryOffice 1' } as never,
    answer: 'on roll',
    how: 'probable',
    child_id: child.id,
    enrolment_id: child.enrolmentId,
    probability: 0.95,
    on_roll_probability: 0.95,
  })}`
  await owner`insert into roll_check_candidates ${owner({
    la_code,
    check_id,
    number: 1,
    child_id: child.id,
    enrolment_id: child.enrolmentId,
    probability: 0.95,
    band: 'probable',
    held: false,
  })}`
  await owner`insert into roll_check_decisions ${owner({
    la_code,
    id: newId(),
    check_id,
    number: 1,
    child_id: child.id,
    decision: 'not sure',
    why: 'CanaryOffice was not sure',
    evidence: [] as never,
    held: false,
    decided_by: officer.id,
    decided_name: 'CanaryOffice decider',
  })}`
  await owner`insert into roll_check_events ${owner({
    la_code,
    check_id,
    id: newId(),
    by_name: 'CanaryOffice sender',
    what: 'received',
  })}`
  return token
}

/** A local step: what it asks the school, answered once, and what it asks the authority's own people. */
async function makeLocalSteps(owner: Sql, staff: Staff, child: TestChild, canary: string) {
  const la_code = child.la
  const trigger = { id: newId(), token: newToken() }
  await owner`insert into triggers ${owner({
    la_code,
    ...trigger,
    name: 'A home visit',
    trigger: 'unexplained-run',
    n: 5,
    unit: 'school day',
    action: 'visit',
    addressee: 'school office',
    proposed_by: staff.manager.id,
    proposed_name: 'A manager',
    proposed_on: today,
    why: 'Like every choice of the authority, no secret to its schools',
  })}`
  await owner`insert into trigger_switches ${owner({
    la_code,
    id: newId(),
    trigger_id: trigger.id,
    switched: 'on',
    from_on: today,
    set_by: staff.manager.id,
    set_name: 'CanaryOffice setter',
    why: 'CanaryOffice switched',
  })}`
  const hits = { hit: newToken(), office: newToken() }
  for (const [token, says] of [
    [hits.hit, canary],
    [hits.office, 'CanaryOffice'],
  ] as const) {
    const id = newId()
    await owner`insert into trigger_hits ${owner({
      la_code,
      id,
      token,
      trigger_id: trigger.id,
      child_id: child.id,
      school_id: child.school.id,
      enrolment_id: child.enrolmentId,
      to_school: says === canary,
      since_on: says === canary ? '2026-11-12' : '2026-11-13',
      reached_on: '2026-11-18',
      answer: {
        rule: 'LOCAL',
        ruleVersion: today,
        inputs: {},
        because: `${says} counted days`,
        days: [{ on: '2026-11-12', did: 'counted', count: 1, says: `${says} day` }],
        wouldChange: [`${says} correction`],
        cites: `${says} step`,
        mark: 'read',
      } as never,
      found_on: today,
    })}`
    await owner`insert into trigger_hit_steps ${owner({
      la_code,
      hit_id: id,
      id: newId(),
      what: 'so again',
      says: `${says} again`,
      on_date: today,
      by_name: `${says} finder`,
      by_role: 'system',
    })}`
  }
  return { trigger: trigger.token, hit: hits.hit }
}

/** A school's own file, and one of the authority that names the same child. */
async function makeImport(owner: Sql, school: TestSchool, child: TestChild, canary: string) {
  const la_code = school.la
  const made: string[] = []
  for (const [school_id, word] of [
    [school.id, canary],
    [null, 'CanaryManager'],
  ] as const) {
    const id = newId()
    const token = newToken()
    made.push(token)
    await owner`insert into imports ${owner({
      la_code,
      id,
      token,
      kind: 'pupils',
      school_id,
      file_name: `${word}.csv`,
      digest: newToken(),
      bytes: 10,
      received_at: new Date('2026-11-19T08:00:00Z'),
      received_name: `${word} sender`,
      state: 'checked',
      counts: {} as never,
      delete_file_on: '2026-12-19',
    })}`
    await owner`insert into import_files ${owner({ la_code, import_id: id, part: 1, content: Buffer.from(`${word} content`) })}`
    await owner`insert into import_problems ${owner({
      la_code,
      import_id: id,
      number: 1,
      line: 2,
      column_name: 'upn',
      found: `${word} found`,
      expected: 'a UPN',
      severity: 'held',
    })}`
    await owner`insert into import_changes ${owner({
      la_code,
      import_id: id,
      number: 1,
      line: 2,
      outcome: 'missing',
      school_id: school.id,
      child_id: child.id,
      enrolment_id: child.enrolmentId,
      says: `${word} is not on the list`,
      before_after: [] as never,
    })}`
    await owner`insert into import_events ${owner({ la_code, import_id: id, id: newId(), by_name: `${word} sender`, what: 'received' })}`
  }
  return { imported: made[0]!, problems: made[1]! }
}

/** A child whose address and contacts nobody sees without opening them. */
async function makeHidden(owner: Sql, people: TestPeople) {
  const hidden = await makeChild(owner, {
    school: people.alder,
    surname: 'CanaryAlderNameFive',
    forename: 'Amina',
    address: 'CanaryHidden Street',
    contact: 'CanaryHidden Parent',
    phone: '07700 900999',
    email: 'CanaryHidden@example.org',
  })
  await makeAbsent(owner, hidden, 11, 'O')
  await owner`
    insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
    values ('001', ${newId()}, ${hidden.id}, 'address', '2026-11-01', 'CanaryReason', 'Alder dsl')`
  await owner`select protect_child('001', ${hidden.id})`
  let opening = ''
  for (const role of ['dsl', 'headteacher', 'cme-officer', 'manager'] as const) {
    const person = people.right[role]
    // The first, by the DSL, is the one that is reviewed.
    const id = newId()
    opening ||= id
    await owner`
      insert into break_glass (la_code, id, child_id, person_id, by_name, organisation, reason, why, expires_at)
      values ('001', ${id}, ${hidden.id}, ${person.id}, ${person.name}, 'Alder Primary', 'visit', 'CanaryWhy a visit',
              now() + interval '3 hours')`
    await owner`
      insert into looks (la_code, id, person_id, by_name, role, organisation, schools, child_id, page, why)
      values ('001', ${newId()}, ${newId()}, 'Someone else', 'cme-officer', 'Exampleshire', '{}', ${hidden.id}, '/x',
              'CanaryWhy a look')`
  }
  return { hidden, opening }
}

/** What a safeguarding lead wrote: some of it for the whole school, the words for those who sign or decide. */
async function insertSafeguarding(
  insert: (table: string, row: Record<string, unknown>) => Promise<unknown>,
  canary: string,
  say: (what: string) => string,
): Promise<void> {
  const by = { by_person: newId(), by_name: say('lead'), by_role: 'dsl' }
  const concern = (what: string) => `CanaryConcern ${what} of ${canary}`
  await insert('child_flags', {
    id: newId(),
    flag: 'refuge_or_domestic_abuse',
    says: 'yes',
    source: concern('flag'),
    closed: true,
    recorded_by: newId(),
    recorded_name: say('lead'),
  })
  await insert('safeguarding_notices', {
    id: newId(),
    about: 'absence',
    arose_on: '2026-11-05',
    told: 'social worker',
    person_told: say('social worker'),
    how: 'Telephone',
    told_on: '2026-11-05',
    told_at: '10:00',
    ...by,
  })
  const [ask, care, worry] = [newId(), newId(), newId()]
  await insert('police_asks', {
    id: ask,
    kind: 'welfare check',
    how: '101',
    asked_on: '2026-11-06',
    asked_at: '11:00',
    reference: say('police'),
    ...by,
  })
  await insert('police_steps', {
    id: newId(),
    ask_id: ask,
    result: 'child not seen',
    on_date: '2026-11-06',
    at_time: '15:00',
    ...by,
  })
  await insert('social_care_referrals', {
    id: care,
    to_whom: 'hub',
    how: 'Telephone',
    made_on: '2026-11-06',
    made_at: '12:00',
    facts: concern('facts'),
    parent_told: false,
    not_told_why: concern('parent'),
    ...by,
  })
  await insert('social_care_steps', {
    id: newId(),
    referral_id: care,
    kind: 'no answer yet',
    on_date: '2026-11-09',
    says: concern('answer'),
    ...by,
  })
  await insert('concerns', {
    id: worry,
    on_date: '2026-11-06',
    fact: concern('fact'),
    told_by: concern('neighbour'),
    review_on: '2026-11-27',
    ...by,
  })
  await insert('concern_steps', {
    id: newId(),
    concern_id: worry,
    kind: 'reviewed',
    says: concern('review'),
    on_date: '2026-11-10',
    review_on: '2026-11-27',
    ...by,
  })
  await insert('level_steps', {
    id: newId(),
    kind: 'raised',
    level: 'act today',
    why: concern('level'),
    ...by,
  })
}

/** A question to the SEN desk, and a record of home education: words that the desk may read. */
async function makeDeskPart(owner: Sql, child: TestChild): Promise<string> {
  const [id, token, record] = [newId(), newToken(), newId()]
  await owner`insert into desk_parts ${owner({
    la_code: child.la,
    id,
    token,
    child_id: child.id,
    desk: 'sen-officer',
    about: 'a test',
    by_itself: true,
    asks: 'CanaryAlder asked',
    why: 'CanaryAlder why',
    due: today,
    state: 'asked',
    state_on: today,
    given_on: today,
    given_name: 'CanaryAlder giver',
  })}`
  await owner`insert into desk_steps ${owner({
    la_code: child.la,
    id: newId(),
    part_id: id,
    child_id: child.id,
    desk: 'sen-officer',
    step: 'note',
    says: 'CanaryAlder noted',
    on_date: today,
    by_name: 'CanaryAlder desk',
  })}`
  await owner`insert into home_educations ${owner({
    la_code: child.la,
    id: record,
    token: newToken(),
    child_id: child.id,
    since: today,
    state: 'educated at home',
    due: today,
    begun_on: today,
    begun_name: 'CanaryAlder teller',
  })}`
  await owner`insert into home_education_steps ${owner({
    la_code: child.la,
    id: newId(),
    home_education_id: record,
    child_id: child.id,
    type: 'begun',
    data: owner.json({ since: today, source: 'CanaryAlder told' }) as never,
    on_date: today,
    by_name: 'CanaryAlder teller',
  })}`
  return token
}
