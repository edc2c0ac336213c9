// The authority's work of the made-up people: each step through the action that a page would have called.
import { linksAbout } from '../../../access/links/store.ts'
import type { LocalDate } from '../../../calendar/local-date.ts'
import { supervise } from '../../../caseload/actions.ts'
import { saveView } from '../../../caseload/store.ts'
import type { Pathway } from '../../../cases/case.ts'
import * as steps from '../../../cases/steps.ts'
import { beginTaking, censusDatesOf, countOn } from '../../../census/actions.ts'
import { takingByToken } from '../../../census/store.ts'
import { type Answer, keepAgreement, markSent, prepareChecks, recordAnswer } from '../../../checks/actions.ts'
import type { NewTerms } from '../../../checks/agreement.ts'
import { requestsOf } from '../../../checks/store.ts'
import type { NewChild } from '../../../children/store.ts'
import { answerPart, giveToDesk, recordFacts } from '../../../desks/actions.ts'
import { beginHomeEducation, recordHomeEducation } from '../../../home-education/actions.ts'
import { atHome } from '../../../home-education/store.ts'
import { addGivenChild, endWithAdvice, recordConsultation, recordReply } from '../../../intake/actions.ts'
import { giveLink, partnerLinkKind, sendPartnerForm } from '../../../intake/partners/actions.ts'
import { insertPartner, type Partner, partnerById, partnerByToken } from '../../../intake/partners/store.ts'
import { addAndTakeOn, seeReport, sendForm } from '../../../intake/public/actions.ts'
import type { Answers as FormAnswers } from '../../../intake/public/form.ts'
import {
  beginDraft,
  type Contact,
  draftNow,
  insertContact,
  reportByReference,
} from '../../../intake/public/store.ts'
import { tellersOfCase } from '../../../intake/store.ts'
import type { Consultation, GivenChild } from '../../../intake/told/consultation.ts'
import { takeOrderStep } from '../../../orders/actions.ts'
import type { Did as OrderStep } from '../../../orders/order.ts'
import {
  type Asked,
  askAuthorities,
  keepContact,
  proposeHandOver,
  receiveRequest,
  type TheirAsk,
} from '../../../other-authorities/actions.ts'
import type { ContactRow } from '../../../other-authorities/store.ts'
import { bringCase, callPanel, closePanel, decide } from '../../../panels/actions.ts'
import { agendaOf, panelByToken } from '../../../panels/store.ts'
import { type PlacingDecider, refreshPlacings, takePlacingStep } from '../../../places/actions.ts'
import { insertVacancies } from '../../../places/store.ts'
import { recordSuspension } from '../../../provision/actions.ts'
import { signScreen } from '../../../risk/actions.ts'
import type { Factor, Answers as RiskAnswers } from '../../../risk/risk.ts'
import { askVisit, planVisit } from '../../../visits/actions.ts'
import { demoAuthority } from '../../schools.ts'
import type { StaffKey } from '../../staff.ts'
import { type Doing, must, taken } from '../actions.ts'

/** Ten in the morning of a day. */
const at = (day: string): Date => new Date(`${day}T10:00:00Z`)

// ---- What the authority has to hand ----

export async function publishContact(doing: Doing, ago: number, contact: Omit<Contact, 'written_name'>) {
  await doing.as('manager', ago, (tx, viewer) => insertContact(tx, viewer, contact))
}

/** Writes agreements into the register. Border checks name the officer who may ask. */
export async function keepAgreements(doing: Doing, ago: number, all: readonly NewTerms[]): Promise<void> {
  await doing.as('manager', ago, async (tx, viewer) => {
    for (const terms of all) must(await keepAgreement(tx, viewer, terms))
  })
}

export async function keepContacts(
  doing: Doing,
  ago: number,
  all: readonly Omit<ContactRow, 'by_name' | 'on_day'>[],
): Promise<void> {
  await doing.as('manager', ago, async (tx, viewer) => {
    for (const contact of all) must(await keepContact(tx, viewer, contact))
  })
}

export async function tellVacancies(
  doing: Doing,
  ago: number,
  schoolId: string,
  free: readonly { yearGroup: number; places: number; note?: string }[],
): Promise<void> {
  await doing.as('admissions-officer', ago, (tx, viewer) =>
    insertVacancies(
      tx,
      viewer,
      free.map(({ yearGroup, places, note = '' }) => ({
        schoolId,
        yearGroup,
        places,
        note,
        asAt: doing.day(ago),
      })),
      'by hand',
    ),
  )
}

/** A partner who may tell by a link. Gives its token. */
export const addPartner = (doing: Doing, ago: number, partner: Partner): Promise<string> =>
  doing.as('officer', ago, (tx, viewer) => insertPartner(tx, viewer, partner))

// ---- Doors ----

/** A report on the public page. Gives its reference, by which the authority's people find it. */
export async function publicReport(doing: Doing, ago: number, answers: FormAnswers): Promise<string> {
  return doing.asPublic(ago, async (tx, viewer) => {
    const now = at(viewer.today)
    await beginDraft(tx, viewer, viewer.personId, answers, now)
    const sent = await sendForm(tx, viewer, now)
    const draft = await draftNow(tx, viewer, viewer.personId, now)
    if (sent.is !== 'sent' || !draft?.reference) throw new Error('The public report was not sent')
    return draft.reference
  })
}

/** A partner is given a link and tells by it. Gives the report's reference. */
export async function partnerReport(
  doing: Doing,
  ago: number,
  partner: string,
  answers: FormAnswers,
): Promise<string> {
  const id = await doing.as('officer', ago, async (tx, viewer) => {
    const given = { word: 'lantern', authority: demoAuthority.name, now: at(viewer.today) }
    must(await giveLink(tx, viewer, partner, given))
    return (await partnerByToken(tx, viewer, partner)).id
  })
  return doing.asSystem(ago, async (tx, system) => {
    const now = at(system.today)
    const row = await partnerById(tx, system, id)
    const link = (await linksAbout(tx, system, id)).find(one => one.kind === partnerLinkKind)
    if (!row || !link) throw new Error('The partner has no link')
    await beginDraft(tx, system, link.id, answers, now)
    const sent = await sendPartnerForm(tx, system, row, link.id, now)
    if (sent.is !== 'sent') throw new Error('The partner’s report was not whole')
    return sent.reference
  })
}

/** A report is taken on for a child whom nobody knew: a record, a case, and somebody who has it. */
export async function takeOnNew(
  doing: Doing,
  key: string,
  by: StaffKey,
  ago: number,
  reference: string,
  given: { child: Pick<NewChild, 'forename' | 'surname' | 'dateOfBirth' | 'sex'>; pathway: Pathway },
): Promise<void> {
  await doing.as(by, ago, async (tx, viewer) => {
    const report = await reportByReference(tx, viewer, reference)
    if (!report) throw new Error(`There is no report ${reference}`)
    await seeReport(tx, viewer, report.token)
    const child = { middleNames: null, formerSurname: null, upn: null, ...given.child }
    const opened = must(await addAndTakeOn(tx, viewer, report.token, child, given.pathway))
    if (opened === 'already') throw new Error(`${reference} was taken on already`)
    const [row] = await tx<{ child_id: string }[]>`
      select k.child_id from cases k where k.la_code = ${viewer.la} and k.token = ${opened.caseToken}`
    doing.know(key, row!.child_id)
  })
  await doing.step(key, by, ago, (c, doer) =>
    steps.accept(c, { level: 'act this week', owner: doing.owner(by) }, doer),
  )
}

/** Whoever told of a child has heard from the authority what there is to tell. */
export async function replied(doing: Doing, key: string, by: StaffKey, ago: number, says: string) {
  await doing.as(by, ago, async (tx, viewer) => {
    const { id } = await doing.caseOf(key, tx, viewer)
    for (const { token } of await tellersOfCase(tx, viewer, id))
      must(await recordReply(tx, viewer, token, { what: 'told', how: 'telephone', says }))
  })
}

/** Somebody has looked at a report, and has not decided yet. */
export async function lookAtReport(doing: Doing, by: StaffKey, ago: number, reference: string) {
  await doing.as(by, ago, async (tx, viewer) => {
    await seeReport(tx, viewer, (await reportByReference(tx, viewer, reference))!.token)
  })
}

/** What somebody told by telephone; ended with advice where there is some. */
export async function consultation(
  doing: Doing,
  by: StaffKey,
  ago: number | 'today',
  given: Consultation,
  children: readonly GivenChild[],
  advice?: string,
): Promise<void> {
  await doing.as(by, ago, async (tx, viewer) => {
    const [first, ...others] = children
    const { token } = must(await recordConsultation(tx, viewer, given, first))
    for (const child of others) must(await addGivenChild(tx, viewer, token, child))
    if (advice) must(await endWithAdvice(tx, viewer, token, { advice, adviser: viewer.name }))
  })
}

export async function theyAsk(doing: Doing, by: StaffKey, ago: number, ask: TheirAsk): Promise<void> {
  await doing.as(by, ago, async (tx, viewer) => {
    must(await receiveRequest(tx, viewer, ask, 'written down by us'))
  })
}

/** A permanent exclusion, as the school writes it down. */
export async function excluded(doing: Doing, key: string, by: StaffKey, ago: number, reasons: string) {
  const childId = doing.childId(key)
  await doing.as(by, ago, async (tx, viewer) => {
    const recorded = await recordSuspension(tx, viewer, {
      childId,
      kind: 'permanent exclusion',
      firstDay: doing.day(ago),
      lastDay: undefined,
      reasons,
    })
    if (!recorded.ok) throw new Error(recorded.problems.map(one => one.says).join('; '))
  })
}

// ---- Work on a case ----

/** Writes requests of other bodies and sends them, under the agreements that hold. */
export async function askBodies(
  doing: Doing,
  key: string,
  by: StaffKey,
  ago: number,
  codes: readonly string[],
  isSent = true,
): Promise<void> {
  await doing.as(by, ago, async (tx, viewer) => {
    const { id, token } = await doing.caseOf(key, tx, viewer)
    const items = codes.map(code => ({ code }))
    const asked = must(
      await prepareChecks(tx, viewer, token, {
        items,
        ticked: ['name', 'date-of-birth', 'sex', 'parents', 'last-address', 'last-school'],
      }),
    )
    if (!isSent) return
    if (asked.refused.length > 0) throw new Error(`${key}: ${asked.refused.map(one => one.says).join('; ')}`)
    const requests = (await requestsOf(tx, viewer, id))
      .filter(one => one.sent_on === null && one.settled_on === null)
      .map(one => one.token)
    const on = viewer.today as LocalDate
    const { stopped } = must(
      await markSent(tx, viewer, token, { requests, on, by: viewer.name, formReference: '' }),
    )
    if (stopped.length > 0) throw new Error(`${key}: ${stopped.map(one => one.says).join('; ')}`)
  })
}

export async function bodyAnswered(
  doing: Doing,
  key: string,
  by: StaffKey,
  ago: number,
  answer: Pick<Answer, 'code' | 'result' | 'fact' | 'pasted'>,
): Promise<void> {
  await doing.as(by, ago, async (tx, viewer) => {
    const { token } = await doing.caseOf(key, tx, viewer)
    const receivedOn = viewer.today as LocalDate
    must(
      await recordAnswer(tx, viewer, token, {
        area: '',
        answeredBy: '',
        reference: '',
        receivedOn,
        ...answer,
      }),
    )
  })
}

/** A visit asked for; and planned, where somebody goes. */
export async function visit(
  doing: Doing,
  key: string,
  by: StaffKey,
  asked: { ago: number | 'today'; reason: string; question: string; neededBy: LocalDate; twoPeople?: true },
  planned?: { officer: StaffKey; at: string; second?: string },
): Promise<void> {
  const token = await doing.as(by, asked.ago, async (tx, viewer) => {
    const made = await askVisit(
      tx,
      viewer,
      (await doing.caseOf(key, tx, viewer)).token,
      '',
      {
        reason: asked.reason,
        question: asked.question,
        hazards: 'Unlit stairs',
        staffRisk: '',
        language: 'English',
        bestTimes: 'After four',
        twoPeople: asked.twoPeople ?? false,
        neededBy: asked.neededBy,
      },
      at(viewer.today),
    )
    taken(made)
    return made.token!
  })
  if (!planned) return
  await doing.as(by, 'today', async (tx, viewer) => {
    must(
      await planVisit(
        tx,
        viewer,
        token,
        {
          officerId: doing.owner(planned.officer).id,
          on: doing.today,
          at: planned.at,
          minutes: 30,
          second: planned.second ?? '',
          teamPhone: '07700 900640',
        },
        at(viewer.today),
      ),
    )
  })
}

/** The authority's own risk screen: what is true, each with who said so. */
export async function riskScreen(
  doing: Doing,
  key: string,
  by: StaffKey,
  ago: number | 'today',
  given: {
    yes: Partial<Record<Factor, string>>
    notKnown: Partial<Record<Factor, string>>
    strengths: string
  },
): Promise<void> {
  await doing.as(by, ago, async (tx, viewer) => {
    const on = viewer.today as LocalDate
    const answers: RiskAnswers = Object.fromEntries([
      ...Object.entries(given.yes).map(([factor, source]) => [factor, { says: 'yes', source, on }]),
      ...Object.entries(given.notKnown).map(([factor, source]) => [
        factor,
        { says: 'not known', source, on },
      ]),
    ])
    const { token } = await doing.caseOf(key, tx, viewer)
    const { strengths } = given
    taken(await signScreen(tx, viewer, token, '', { answers, strengths }, at(viewer.today)))
  })
}

/** A desk is asked; and has answered, where it has. */
export async function askDesk(
  doing: Doing,
  key: string,
  desk: StaffKey,
  by: StaffKey,
  asked: { ago: number | 'today'; asks: string; why: string; due: LocalDate },
  answered?: { ago: number | 'today'; facts?: Readonly<Record<string, string>>; says: string },
): Promise<void> {
  const childId = doing.childId(key)
  const { ago, ...given } = asked
  const { token } = await doing.as(by, ago, async (tx, viewer) =>
    must(await giveToDesk(tx, viewer, { childId, desk, ...given })),
  )
  if (!answered) return
  await doing.as(desk, answered.ago, async (tx, viewer) => {
    if (answered.facts) must(await recordFacts(tx, viewer, token, answered.facts))
    must(await answerPart(tx, viewer, token, { says: answered.says }))
  })
}

/** Home education begins, as an officer was told; where it has begun already, nothing. */
export async function homeEducation(
  doing: Doing,
  key: string,
  ago: number | 'today',
  given: { since: LocalDate; source: string },
): Promise<void> {
  const childId = doing.childId(key)
  await doing.as('officer', ago, async (tx, viewer) => {
    if (await atHome(tx, viewer, childId)) return
    must(await beginHomeEducation(tx, viewer, { childId, noticeOn: given.since, ...given }))
  })
}

export async function atHomeDesk(
  doing: Doing,
  key: string,
  ago: number | 'today',
  did: Parameters<typeof recordHomeEducation>[3],
): Promise<void> {
  const childId = doing.childId(key)
  await doing.as('ehe-officer', ago, async (tx, viewer) => {
    must(await recordHomeEducation(tx, viewer, childId, did))
  })
}

export async function order(doing: Doing, key: string, by: StaffKey, ago: number, did: OrderStep) {
  await doing.as(by, ago, async (tx, viewer) => {
    const { token } = await doing.caseOf(key, tx, viewer)
    must(await takeOrderStep(tx, viewer, token, did))
  })
}

/** A step towards a place. */
export async function place(
  doing: Doing,
  key: string,
  by: StaffKey,
  ago: number | 'today',
  decider: PlacingDecider,
): Promise<void> {
  const caseId = await doing.asSystem(ago, async (tx, system) => (await doing.caseOf(key, tx, system)).id)
  await doing.as(by, ago, async (tx, viewer) => {
    const placed = await takePlacingStep(tx, viewer, { caseId }, undefined, decider)
    if (!placed.done) throw new Error(`${key}: ${placed.refusals.map(one => one.says).join('; ')}`)
  })
}

/** As Onroll does of itself every few minutes. */
export async function writePlacings(doing: Doing): Promise<void> {
  await doing.asSystem('today', (tx, system) => refreshPlacings(tx, system, 200))
}

type AskedOfThem = Omit<Asked, 'case' | 'seen'>

export async function askThem(
  doing: Doing,
  key: string,
  by: StaffKey,
  ago: number,
  asked: AskedOfThem & { questions: readonly string[] },
): Promise<void> {
  await doing.as(by, ago, async (tx, viewer) => {
    const { token } = await doing.caseOf(key, tx, viewer)
    must(await askAuthorities(tx, viewer, { case: token, seen: '', ...asked }))
  })
}

export async function proposeTo(
  doing: Doing,
  key: string,
  by: StaffKey,
  ago: number,
  asked: AskedOfThem & { parts: readonly string[] },
): Promise<void> {
  await doing.as(by, ago, async (tx, viewer) => {
    const { token } = await doing.caseOf(key, tx, viewer)
    must(await proposeHandOver(tx, viewer, { case: token, seen: '', ...asked }))
  })
}

/** A panel is called and cases are brought to it. Gives the panel. */
export async function panel(
  doing: Doing,
  ago: number | 'today',
  called: { kind: string; meetsOn: LocalDate; startsAt: string; place: string },
  cases: readonly { key: string; question: string; summary: string; untried: string; good: string }[],
): Promise<string> {
  return doing.as('manager', ago, async (tx, viewer) => {
    const token = must(await callPanel(tx, viewer, called))
    const row = await panelByToken(tx, viewer, token)
    for (const { key, ...given } of cases) {
      const { token: at } = await doing.caseOf(key, tx, viewer)
      taken(await bringCase(tx, viewer, row, { token: at, seen: '' }, given))
    }
    return token
  })
}

/** The panel has met: the same of every case, and who was there. */
export async function panelMet(
  doing: Doing,
  ago: number,
  token: string,
  given: { decision: string; who: string; due: LocalDate; came: string; apologies: string },
): Promise<void> {
  const { came, apologies, ...decided } = given
  await doing.as('manager', ago, async (tx, viewer) => {
    const row = await panelByToken(tx, viewer, token)
    for (const item of await agendaOf(tx, viewer, row.id)) {
      must(await decide(tx, viewer, item.token, { kind: 'decided', ...decided }))
    }
    must(await closePanel(tx, viewer, row, { came, apologies, now: at(viewer.today) }))
  })
}

export async function supervision(
  doing: Doing,
  key: string,
  ago: number | 'today',
  given: { owner: StaffKey; talked: string; agreed: string; nextOn: LocalDate },
): Promise<void> {
  const childId = doing.childId(key)
  const { owner, ...said } = given
  await doing.as('manager', ago, async (tx, viewer) => {
    const caseId = (await doing.caseOf(key, tx, viewer)).id
    must(await supervise(tx, viewer, { childId, caseId, owner: doing.owner(owner), ...said }))
  })
}

export async function keepView(doing: Doing, by: StaffKey, view: { name: string; filter: string }) {
  await doing.as(by, 'today', (tx, viewer) => saveView(tx, viewer, view))
}

/** The census of the last census day: begun by the manager, counted as the job would. */
export async function lastCensus(doing: Doing): Promise<void> {
  const id = await doing.as('manager', 'today', async (tx, viewer) => {
    const last = (await censusDatesOf(tx, viewer)).findLast(one => one.on <= viewer.today)
    if (!last) return undefined
    return (await takingByToken(tx, viewer, must(await beginTaking(tx, viewer, last.on, '')))).id
  })
  if (id === undefined) return
  await doing.asSystem('today', async (tx, system) => {
    while (await countOn(tx, system, id, at(system.today)));
  })
}
