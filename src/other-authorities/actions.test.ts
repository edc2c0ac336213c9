// Between authorities, with the database: what goes, who may, twice, two at once; and that no state leaves a child with neither.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makeChild, makePeople, type TestPeople, type TestPerson } from '../access/testing/people.ts'
import { systemViewer } from '../access/viewer.ts'
import { takeStep } from '../cases/actions.ts'
import { type Case, caseFrom, isOpen } from '../cases/case.ts'
import * as steps from '../cases/steps.ts'
import { historyOf } from '../cases/store.ts'
import { refer, taken } from '../cases/testing/referred.ts'
import { protect } from '../letters/testing/letters.ts'
import type { Tx } from '../platform/db.ts'
import type { Decision } from '../platform/errors.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import {
  type Asked,
  answerTheirs,
  askAuthorities,
  chase,
  decideTheirs,
  keepContact,
  makeRequestLink,
  managersSettled,
  openCaseFor,
  proposeHandOver,
  receiveRequest,
  recordTheirAnswer,
  recordTheirDecision,
  type TheirAsk,
  toManagers,
  withdraw,
} from './actions.ts'
import { isOurs } from './request.ts'
import { type RequestRow, requestByToken, requestsOfCase, stepsOf } from './store.ts'

const today = '2026-11-20'
const law = 'Section 436A of the Education Act 1996'
const now = new Date(`${today}T10:00:00Z`)
let db: FreshDatabase
let people: TestPeople
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
})

const as = <T>(
  person: TestPerson,
  work: (tx: Tx, viewer: ReturnType<TestPerson['viewer']>) => Promise<T>,
  on = today,
) => {
  const viewer = person.viewer(on)
  return asViewer(db.app, viewer, tx => work(tx, viewer))
}
const officer = () => people.right['cme-officer']
const manager = () => people.right.manager
const bySystem = <T>(work: (tx: Tx, viewer: ReturnType<typeof systemViewer>) => Promise<T>) => {
  const viewer = systemViewer('001', today)
  return asViewer(db.app, viewer, tx => work(tx, viewer))
}

async function aCase(more: { address?: string } = {}) {
  const child = await makeChild(db.owner, { school: people.alder, ...more })
  const { token, caseId } = await refer(db.app, people, child, { on: today })
  await taken(db.app, officer(), today, token, (c, by) =>
    steps.accept(c, { level: c.level, owner: { id: by.id, name: by.name } }, by),
  )
  return { child, token, caseId }
}
type ACase = Awaited<ReturnType<typeof aCase>>
const caseNow = (of: ACase): Promise<Case> =>
  as(officer(), async (tx, viewer) => caseFrom(await historyOf(tx, viewer, of.caseId)))
const asked = (of: ACase, more: Partial<Asked & { questions: string[]; parts: string[] }> = {}) => ({
  case: of.token,
  seen: '',
  codes: ['202'],
  why: 'The family said that they moved there.',
  legalBasis: law,
  neededBy: '2026-11-27',
  urgent: false,
  withAddress: false,
  siblings: '',
  questions: ['on-roll'],
  parts: [] as string[],
  ...more,
})
const must = <T>(decision: Decision<T>): T => {
  if (!decision.allowed) throw new Error(decision.refusals.map(one => one.says).join('. '))
  return decision.value
}
const says = (decision: Decision<unknown>) =>
  decision.allowed ? '' : decision.refusals.map(one => one.says).join('. ')
const requestOf = (token: string): Promise<RequestRow> =>
  as(manager(), (tx, viewer) => requestByToken(tx, viewer, token))
const ask = async (of: ACase, more: Parameters<typeof asked>[1] = {}) => {
  const done = must(await as(officer(), (tx, viewer) => askAuthorities(tx, viewer, asked(of, more))))
  return Promise.all(done.tokens.map(requestOf))
}
const propose = async (of: ACase) => {
  const done = must(await as(officer(), (tx, viewer) => proposeHandOver(tx, viewer, asked(of))))
  return requestOf(done.tokens[0]!)
}
const byLink = { byName: 'Pat Example, CME officer', how: 'by link' as const }
const byUs = { byName: 'Pat Example', how: 'written down by us' as const, onDay: today }

describe('the directory', () => {
  const contact = {
    of_code: '202',
    contact_name: 'CME team',
    email: 'cme@example.org',
    phone: '07700 900123',
    hours: 'Weekdays',
    reply_days: 3,
    escalation: '',
    why: 'Their page, read today',
  }
  test('is kept by those who decide, each version stays, the same again is one, and the days to reply count', async () => {
    assert.match(
      says(await as(people.right['cme-assistant'], (tx, v) => keepContact(tx, v, contact))),
      /may not/,
    )
    assert.match(says(await as(people.right.dsl, (tx, v) => keepContact(tx, v, contact))), /may not/)
    for (const reply_days of [0, 31]) {
      assert.match(
        says(await as(officer(), (tx, v) => keepContact(tx, v, { ...contact, reply_days }))),
        /1 to 30/,
      )
    }
    for (let again = 0; again < 2; again += 1)
      must(await as(officer(), (tx, v) => keepContact(tx, v, contact)))
    must(await as(officer(), (tx, v) => keepContact(tx, v, { ...contact, hours: 'Mornings' })))
    const rows = await db.owner`select hours from authority_contacts where of_code = '202'`
    assert.equal(rows.length, 2)
    const [request] = await ask(await aCase())
    assert.equal(request!.due_on, '2026-11-25')
  })
  test('is nobody else’s', async () => {
    const rows = await as(people.wrongAuthority.manager, tx => tx`select 1 from authority_contacts`)
    assert.equal(rows.length, 0)
    assert.equal((await as(people.right.dsl, tx => tx`select 1 from authority_contacts`)).length, 0)
  })
})

describe('we ask', () => {
  test('with name and birthday alone, a check and a task of the case; an address only where it was chosen', async () => {
    const of = await aCase({ address: 'CanaryHome Street' })
    const [request] = await ask(of)
    assert.doesNotMatch(JSON.stringify(request), /Canary/)
    assert.deepEqual(Object.keys(request!.details).sort(), ['born', 'name'])
    const c = await caseNow(of)
    assert.equal(c.checks.RL20?.askedOn, today)
    assert.deepEqual(Object.keys(c.tasks), [`authority ${request!.id}`])
    const other = await aCase({ address: 'CanaryHome Street' })
    const [withHome] = await ask(other, { withAddress: true, siblings: 'Bilal' })
    assert.match(withHome!.wording!, /CanaryHome Street/)
    assert.match(withHome!.wording!, /Bilal/)
  })
  test('several at once are RL19 and a request each; the check is answered when all have', async () => {
    const of = await aCase()
    const [one, two] = await ask(of, { codes: ['202', '203'] })
    assert.equal((await caseNow(of)).checks.RL19?.askedOn, today)
    const none = { answer: 'no-trace' as const, says: 'Rolls' }
    must(await as(officer(), (tx, v) => recordTheirAnswer(tx, v, one!.id, none, byUs)))
    assert.equal((await caseNow(of)).checks.RL19?.answeredOn, undefined)
    must(await as(officer(), (tx, v) => recordTheirAnswer(tx, v, two!.id, none, byUs)))
    const c = await caseNow(of)
    assert.equal(c.checks.RL19?.result, 'nothing found')
    assert.deepEqual(c.tasks, {})
  })
  test('is refused without the role, to ourselves, without a reason, before triage, and again while it waits', async () => {
    const of = await aCase()
    for (const person of [people.right.dsl, people.right['sen-officer']]) {
      await assert.rejects(
        as(person, async (tx, v) => must(await askAuthorities(tx, v, asked(of)))),
        /may not|case|not found/i,
      )
    }
    const refused = async (more: Parameters<typeof asked>[1]) =>
      says(await as(officer(), (tx, v) => askAuthorities(tx, v, asked(of, more))))
    assert.match(await refused({ codes: ['001'] }), /no authority 001/)
    assert.match(await refused({ codes: [] }), /Choose an authority/)
    assert.match(await refused({ why: '' }), /Say in a sentence/)
    assert.match(await refused({ legalBasis: 'Because' }), /Choose the law/)
    assert.match(await refused({ neededBy: '2026-11-19' }), /has passed/)
    assert.match(await refused({ questions: [] }), /Choose what you ask/)
    await ask(of)
    // The same words sent twice are one; other words while it waits are refused.
    assert.equal((await ask(of)).length, 1)
    assert.match(await refused({ why: 'Another reason altogether.' }), /has been asked already \(A-\d+\)/)
    const child = await makeChild(db.owner, { school: people.alder })
    const fresh = await refer(db.app, people, child, { on: today })
    const early = { child, ...fresh }
    assert.match(
      says(await as(officer(), (tx, v) => askAuthorities(tx, v, asked(early)))),
      /this step is not open now/,
    )
  })
  test('by two people at once it is asked once', async () => {
    const of = await aCase()
    await Promise.all(
      [officer(), manager()].map(person => as(person, (tx, v) => askAuthorities(tx, v, asked(of)))),
    )
    const rows = await as(officer(), (tx, v) => requestsOfCase(tx, v, of.caseId))
    assert.equal(rows.length, 1)
    assert.equal(Object.keys((await caseNow(of)).tasks).length, 1)
  })
  test('is chased once a day with a new day, and withdrawn with a reason; nothing is left waiting', async () => {
    const of = await aCase()
    const [request] = await ask(of)
    for (let again = 0; again < 2; again += 1) {
      must(await as(officer(), (tx, v) => chase(tx, v, request!.token), '2026-11-30'))
    }
    const chased = await requestOf(request!.token)
    assert.deepEqual([chased.chased, chased.due_on], [1, '2026-12-02'])
    assert.equal(Object.values((await caseNow(of)).tasks)[0]?.due, '2026-12-02')
    assert.match(says(await as(officer(), (tx, v) => withdraw(tx, v, request!.token, '', now))), /Say why/)
    must(await as(officer(), (tx, v) => withdraw(tx, v, request!.token, 'Found here', now)))
    const c = await caseNow(of)
    assert.deepEqual(c.tasks, {})
    assert.equal(c.checks.RL20?.result, 'could not say')
    assert.match(
      says(
        await bySystem((tx, v) => recordTheirAnswer(tx, v, request!.id, { answer: 'cannot-say' }, byLink)),
      ),
      /no longer/,
    )
  })
  test('an answer by the link ends the task and answers the check, once, with who said it', async () => {
    const of = await aCase()
    const [request] = await ask(of)
    const yes = { answer: 'on-roll-attending' as const, school: 'Example Junior', since: '2026-11-02' }
    await Promise.all(
      [1, 2].map(() => bySystem((tx, v) => recordTheirAnswer(tx, v, request!.id, yes, byLink))),
    )
    const c = await caseNow(of)
    assert.equal(c.checks.RL20?.result, 'something found')
    assert.deepEqual(c.tasks, {})
    const thread = await as(officer(), (tx, v) => stepsOf(tx, v, request!.id))
    assert.deepEqual(
      thread.map(step => [step.side, step.step, step.by_name]),
      [
        ['ours', 'asked', officer().name],
        ['theirs', 'answered', byLink.byName],
      ],
    )
  })
})

describe('a protected child', () => {
  test('is asked about by a manager alone, without address, names or link, and the case names no authority', async () => {
    const of = await aCase({ address: 'CanaryHome Street' })
    await protect(db.owner, of.child)
    assert.match(says(await as(officer(), (tx, v) => askAuthorities(tx, v, asked(of)))), /a manager decides/)
    assert.match(
      says(await as(manager(), (tx, v) => askAuthorities(tx, v, asked(of, { withAddress: true })))),
      /no address/,
    )
    const done = must(await as(manager(), (tx, v) => askAuthorities(tx, v, asked(of))))
    const request = await requestOf(done.tokens[0]!)
    assert.match(
      says(await as(manager(), (tx, v) => makeRequestLink(tx, v, request.token, now))),
      /nothing goes by a link/,
    )
    const yes = { answer: 'on-roll-attending' as const, school: 'CanaryJunior', since: '2026-11-02' }
    must(await as(manager(), (tx, v) => recordTheirAnswer(tx, v, request.id, yes, byUs)))
    const events = await db.owner`select data from case_events where case_id = ${of.caseId}`
    assert.doesNotMatch(JSON.stringify(events), /Camden|Canary/)
    assert.doesNotMatch(JSON.stringify(await requestOf(request.token)), /Canary/)
  })
  test('from the moment of the protection nothing of before says where', async () => {
    const of = await aCase({ address: 'CanaryHome Street' })
    const [request] = await ask(of, {
      withAddress: true,
      siblings: 'CanaryBrother',
      why: 'CanaryTown was said.',
    })
    must(await as(officer(), (tx, v) => makeRequestLink(tx, v, request!.token, now)))
    const yes = { answer: 'on-roll-attending' as const, school: 'CanaryJunior' }
    must(await bySystem((tx, v) => recordTheirAnswer(tx, v, request!.id, yes, byLink)))
    await protect(db.owner, of.child)
    const after = await requestOf(request!.token)
    const thread = await as(manager(), (tx, v) => stepsOf(tx, v, request!.id))
    assert.doesNotMatch(JSON.stringify([after, thread]), /Canary/)
    const [link] = await db.owner`select ended_at from one_time_links where about_id = ${request!.id}`
    assert(link!.ended_at, 'its link has ended')
  })
})

describe('a hand-over', () => {
  test('stays ours, open and with a day, until they accept; then the proof is there and our officer closes', async () => {
    const of = await aCase()
    const request = await propose(of)
    let c = await caseNow(of)
    assert.equal(c.aside?.as, 'handed over')
    assert(isOpen(c) && isOurs(request))
    assert.equal(Object.values(c.tasks).length, 1)
    // A “sent email” is not an acceptance, nor a claim of one without their words.
    assert.match(
      says(
        await as(officer(), (tx, v) =>
          recordTheirDecision(tx, v, request.id, { accepts: true, says: '' }, byUs),
        ),
      ),
      /Paste what they wrote/,
    )
    assert.match(
      says(
        await as(people.right['cme-assistant'], (tx, v) =>
          recordTheirDecision(tx, v, request.id, { accepts: true, says: 'We accept him.' }, byUs),
        ),
      ),
      /may not/,
    )
    const early = await as(officer(), (tx, v) =>
      takeStep(tx, v, of.token, '', (now, by) =>
        steps.close(now, { outcome: 'O07', says: '', record: closing }, by),
      ),
    )
    assert(!early.done, 'closed before they accepted')
    await Promise.all(
      [1, 2].map(() =>
        bySystem((tx, v) => recordTheirDecision(tx, v, request.id, { accepts: true, says: '' }, byLink)),
      ),
    )
    c = await caseNow(of)
    assert.equal(c.aside, undefined)
    assert.deepEqual(c.tasks, {})
    assert.equal(c.proof?.outcome, 'O07')
    assert(isOpen(c), 'our officer closes')
    await taken(db.app, officer(), today, of.token, (now, by) =>
      steps.close(now, { outcome: 'O07', says: 'Accepted there', record: closing }, by),
    )
    assert(!isOpen(await caseNow(of)))
  })
  test('that is refused is taken back at once; the managers settle a dispute in two working days', async () => {
    const of = await aCase()
    const request = await propose(of)
    assert.match(
      says(
        await bySystem((tx, v) =>
          recordTheirDecision(tx, v, request.id, { accepts: false, says: '' }, byLink),
        ),
      ),
      /their reason/,
    )
    must(
      await bySystem((tx, v) =>
        recordTheirDecision(tx, v, request.id, { accepts: false, says: 'The family left again' }, byLink),
      ),
    )
    let c = await caseNow(of)
    assert.equal(c.aside, undefined)
    assert(isOpen(c))
    assert.equal(c.proof, undefined)
    must(await as(officer(), (tx, v) => toManagers(tx, v, request.token, 'They say the child is ours')))
    c = await caseNow(of)
    assert.deepEqual(
      Object.values(c.tasks).map(task => task.due),
      ['2026-11-24'],
    )
    assert.match(
      says(await as(officer(), (tx, v) => managersSettled(tx, v, request.token, 'Agreed'))),
      /A manager/,
    )
    must(await as(manager(), (tx, v) => managersSettled(tx, v, request.token, 'They take the child')))
    assert.deepEqual((await caseNow(of)).tasks, {})
    // And it may be proposed anew.
    assert.equal((await propose(of)).state, 'open')
  })
  test('that gets no answer is chased: aside with a new day, never without one; withdrawn it is ours as before', async () => {
    const of = await aCase()
    const request = await propose(of)
    must(await as(officer(), (tx, v) => chase(tx, v, request.token), '2026-11-30'))
    const c = await caseNow(of)
    assert.equal(c.aside?.until, '2026-12-02')
    must(await as(officer(), (tx, v) => withdraw(tx, v, request.token, 'They moved back', now)))
    const back = await caseNow(of)
    assert.equal(back.aside, undefined)
    assert.deepEqual(back.tasks, {})
    assert.match(
      says(
        await bySystem((tx, v) =>
          recordTheirDecision(tx, v, request.id, { accepts: true, says: '' }, byLink),
        ),
      ),
      /decided already/,
    )
  })
  test('to two authorities at once is one', async () => {
    const of = await aCase()
    await Promise.all(
      ['202', '203'].map(code =>
        as(officer(), (tx, v) => proposeHandOver(tx, v, asked(of, { codes: [code] }))).catch(() => undefined),
      ),
    )
    const rows = await as(officer(), (tx, v) => requestsOfCase(tx, v, of.caseId))
    assert.equal(rows.filter(row => row.state === 'open').length, 1)
  })
  test('says no more than was chosen', async () => {
    const of = await aCase({ address: 'CanaryHome Street' })
    const bare = await propose(of)
    assert.doesNotMatch(bare.wording!, /Canary|Alder|checks|judge/i)
    must(await as(officer(), (tx, v) => withdraw(tx, v, bare.token, 'Once more', now)))
    const parts = ['last-school', 'address', 'level', 'secrets']
    const done = must(await as(officer(), (tx, v) => proposeHandOver(tx, v, asked(of, { parts }))))
    const whole = await requestOf(done.tokens[0]!)
    assert.match(whole.wording!, /CanaryHome Street/)
    assert.match(whole.wording!, /Last school: Alder Primary/)
    assert.match(whole.wording!, /We judge it: keep in view/)
  })
})
const closing = { siblings: 'none known', risk: 'none open', referrer: 'by this' } as const

describe('they ask', () => {
  const theirs = (more: Partial<TheirAsk> = {}): TheirAsk => ({
    kind: 'enquiry',
    ofCode: '202',
    forename: 'Amina',
    surname: 'Wanderer',
    born: '2015-02-03',
    address: '',
    siblings: '',
    questions: ['on-roll'],
    why: 'She left our school.',
    legalBasis: law,
    neededBy: '2026-12-18',
    theirReference: '',
    askedBy: 'Pat Example',
    urgent: false,
    ...more,
  })
  const receive = async (more: Partial<TheirAsk> = {}) =>
    must(await as(officer(), (tx, v) => receiveRequest(tx, v, theirs(more), 'written down by us')))

  test('it is kept with a reference and our five days, the same reference again is one, and the door is asked', async () => {
    const first = await receive({ theirReference: 'T-1' })
    const both = await Promise.all([1, 2].map(() => receive({ theirReference: 'T-1' })))
    assert(both.every(one => one.token === first.token))
    assert.equal((await requestOf(first.token)).due_on, '2026-11-27')
    const [door] = await db.owner`select asked_from from match_asked order by id desc limit 1`
    assert.equal(door!.asked_from, 'another authority')
    assert.match(
      says(await as(people.right.dsl, (tx, v) => receiveRequest(tx, v, theirs(), 'by link'))),
      /may not/,
    )
    assert.equal((await requestOf((await receive({ urgent: true })).token)).due_on, today)
  })
  test('of a protected child anyone but a manager says the very words that are said of a child nobody knows', async () => {
    const child = await makeChild(db.owner, { school: people.alder, surname: 'Wanderer' })
    await protect(db.owner, child)
    const known = await receive({ theirReference: 'T-2' })
    const unknown = await receive({ theirReference: 'T-3' })
    const yes = { answer: 'on-roll-attending' as const, school: 'Alder Primary', childId: child.id }
    assert.match(
      says(await as(officer(), (tx, v) => answerTheirs(tx, v, known.token, yes))),
      /A manager decides/,
    )
    must(
      await as(officer(), (tx, v) =>
        answerTheirs(tx, v, known.token, {
          answer: 'cannot-say',
          says: 'CanaryProtected',
          childId: child.id,
        }),
      ),
    )
    must(await as(officer(), (tx, v) => answerTheirs(tx, v, unknown.token, { answer: 'cannot-say' })))
    const shared = async (token: string) => {
      const { id, answer } = await requestOf(token)
      const thread = await as(officer(), (tx, v) => stepsOf(tx, v, id, { shared: true }))
      return JSON.stringify([
        answer,
        thread.map(({ step, says, by_name, side }) => [step, says, by_name, side]),
      ])
    }
    assert.equal(await shared(known.token), await shared(unknown.token))
    const third = await receive({ theirReference: 'T-4' })
    must(await as(manager(), (tx, v) => answerTheirs(tx, v, third.token, yes)))
    assert.doesNotMatch(await shared(third.token), /Alder Primary/)
  })
  test('an answer is given once; another afterwards is refused', async () => {
    const { token } = await receive()
    const none = { answer: 'no-trace' as const, says: 'Rolls and admissions' }
    for (let again = 0; again < 2; again += 1)
      must(await as(officer(), (tx, v) => answerTheirs(tx, v, token, none)))
    assert.match(
      says(await as(officer(), (tx, v) => answerTheirs(tx, v, token, { answer: 'address-here' }))),
      /answered already/,
    )
    assert.match(
      says(await as(people.right.headteacher, (tx, v) => answerTheirs(tx, v, token, none))),
      /may not/,
    )
  })
  test('a child who lives here without education becomes a case (START-14), once, with a record where there was none', async () => {
    const { token } = await receive()
    must(await as(officer(), (tx, v) => answerTheirs(tx, v, token, { answer: 'address-here' })))
    const [one, two] = await Promise.all(
      [1, 2].map(() => as(officer(), (tx, v) => openCaseFor(tx, v, token, undefined))),
    )
    assert.equal(must(one!).token, must(two!).token)
    const [event] = await db.owner<{ data: { how: string; startCode: string } }[]>`
      select e.data from case_events e join cases k on k.la_code = e.la_code and k.id = e.case_id
      where k.token = ${must(one!).token} and e.type = 'received'`
    assert.deepEqual([event!.data.how, event!.data.startCode], ['another authority', 'START-14'])
  })
  test('a hand-over to us is ours from the day we accept, case and all; refused it stays theirs', async () => {
    const mine = await receive({ kind: 'hand-over', surname: 'Movedhere', theirReference: 'H-1' })
    assert.match(
      says(
        await as(people.right['cme-assistant'], (tx, v) =>
          decideTheirs(tx, v, mine.token, { accepts: true, says: '' }),
        ),
      ),
      /may not/,
    )
    assert(!isOurs(await requestOf(mine.token)))
    const done = await Promise.all(
      [1, 2].map(() =>
        as(officer(), (tx, v) => decideTheirs(tx, v, mine.token, { accepts: true, says: '' })),
      ),
    )
    const accepted = await requestOf(mine.token)
    assert(isOurs(accepted))
    assert.equal(must(done[0]!).caseToken, accepted.case_token)
    const cases = await db.owner`
      select closed_on from cases k join children c on c.la_code = k.la_code and c.id = k.child_id
      where c.surname = 'Movedhere'`
    assert.equal(cases.length, 1)
    assert.equal(cases[0]!.closed_on, null)
    const no = await receive({ kind: 'hand-over', theirReference: 'H-2' })
    assert.match(
      says(await as(officer(), (tx, v) => decideTheirs(tx, v, no.token, { accepts: false, says: '' }))),
      /Say why/,
    )
    must(
      await as(officer(), (tx, v) =>
        decideTheirs(tx, v, no.token, { accepts: false, says: 'Not our street' }),
      ),
    )
    assert(!isOurs(await requestOf(no.token)))
  })
  test('no school, no desk and no other authority reads any of it', async () => {
    for (const person of [
      people.right.headteacher,
      people.right['sen-officer'],
      people.wrongAuthority.manager,
    ]) {
      for (const table of ['authority_requests', 'authority_request_steps']) {
        assert.equal(
          (await as(person, tx => tx`select 1 from ${tx(table)}`)).length,
          0,
          `${person.role} ${table}`,
        )
      }
    }
  })
})
