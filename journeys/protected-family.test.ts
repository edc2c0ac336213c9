// A protected family, keyboard alone: from the school's referral through the risk screen, the high-risk route, a visit to an address
// that a manager released for it, a check and the closing. At the end every page as every role, every row of the database and
// every line of the log is looked through for where they are: nothing may be found.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { may } from '../src/access/actions-allowed.ts'
import { codeNow } from '../src/access/second-factor.ts'
import { asViewer } from '../src/access/store.ts'
import {
  browser,
  makeChild,
  makePerson,
  makeSchool,
  type TestChild,
  type TestPerson,
  type TestSchool,
} from '../src/access/testing/people.ts'
import { roles } from '../src/access/viewer.ts'
import { pages } from '../src/app.ts'
import { refer } from '../src/cases/testing/referred.ts'
import { protect } from '../src/children/actions.ts'
import { childById } from '../src/children/store.ts'
import type { Page } from '../src/platform/testing/browser.ts'
import { type Factor, factors } from '../src/risk/risk.ts'
import { beginJourney, type Journey, words } from './case-journey.ts'
import { choose, date, pick, press, tick, type } from './keyboard.ts'

/** Where the family is and how it is reached: no page, row or line may hold them but the protected details. */
const secrets = ['CanaryQuay', 'CanaryCarer', '900777', 'canary.carer']
/** At which school the child is: not for those who may not open what is protected. */
const schoolName = 'CanarySchool Primary'
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

/** How the application's pool reached the database: the log's own process goes the same way. */
type Connected = { host: string[]; port: number[]; database: string; user: string; pass: string | null }

let journey: Journey
let school: TestSchool
let dsl: TestPerson
let child: TestChild
let caseAt: string
let visit: string

before(async () => {
  journey = await beginJourney('protected-family', '2026-11-20T09:00', async (owner, people) => {
    school = await makeSchool(owner, '001', '999004', schoolName)
    dsl = await makePerson(owner, { role: 'dsl', name: 'Dana Safelead', school })
    await owner`update people set totp_secret = ${secret}`
    child = await makeChild(owner, {
      school,
      forename: 'Amina',
      surname: 'Sheltered',
      bornOn: '2014-03-12',
      address: '3 CanaryQuay',
      contact: 'Cora CanaryCarer',
      phone: '07700 900777',
      email: 'canary.carer@example.org',
    })
    void people
  })
  const { sql, people } = journey
  const viewer = dsl.viewer('2026-11-20')
  await asViewer(sql, viewer, async tx => {
    const done = await protect(tx, viewer, await childById(tx, viewer, child.id), {
      kind: 'address',
      fromOn: '2026-11-20',
      reason: 'The mother told us that they have fled',
    })
    assert(done.allowed)
  })
  await refer(sql, { ...people, alder: school, right: { ...people.right, dsl } }, child, {
    on: '2026-11-20',
    level: 'act this week',
  })
})
after(() => journey?.app.close())

/** A new code, a minute on. */
let minutes = 0
function code(): string {
  minutes += 1
  journey.itIs(`2026-11-20T10:${String(minutes).padStart(2, '0')}`)
  return codeNow(secret, journey.clock.now())
}
/** Nothing of what is protected stands on the page in front of somebody. */
async function looksAt(page: Page, heading: string | RegExp, name: string): Promise<string> {
  const says = await journey.at(page, heading, name)
  for (const word of [...secrets]) assert(!says.includes(word), `${name} says ${word}`)
  return says
}

describe('A protected family', () => {
  let officer: Page
  let manager: Page
  let phone: Page

  test('is referred and taken on, and its risk is screened', async () => {
    officer = await journey.sits(journey.people.right['cme-officer'], '/triage')
    await press(officer, 'link', /C-\d+/)
    await press(officer, 'button', 'Accept')
    await press(officer, 'button', 'Take it on')
    assert.match(await looksAt(officer, /^Case C-/, 'taken-on'), /This child is protected/)
    caseAt = new URL(officer.url()).pathname
    await press(officer, 'link', 'Risk')
    assert.match(await looksAt(officer, 'Risk', 'risk-none'), /Nobody has signed a risk screen/)
    await press(officer, 'button', 'Answer the questions')
    await type(officer, 'Strengths, and what would help', 'Her mother keeps her safe and asked for help')
    for (const factor of Object.keys(factors) as Factor[]) {
      await choose(officer, factors[factor].question, factor === 'refuge' ? 'Yes' : 'Not known')
      if (factor === 'refuge')
        await type(officer, `Who says so? ${factors.refuge.question}`, 'The safeguarding lead of the school')
    }
    await looksAt(officer, 'Risk screen', 'screen')
    await press(officer, 'button', 'Sign the screen')
    const page = await looksAt(officer, 'Risk', 'risk')
    assert.match(page, /The situation is “Act today”/)
    assert.match(page, /Tell the safeguarding hub now/)
    assert.match(page, /It holds none of their days back/)
  })

  test('goes by the high-risk route: the hub is told, by name', async () => {
    await press(officer, 'link', 'Record it: Tell the safeguarding hub now')
    await choose(officer, 'Is it done?', 'Done')
    await type(officer, 'Whom you spoke to at the hub', 'Pat Example')
    await type(officer, 'What was said, agreed or decided', 'They ask that she is seen today')
    await press(officer, 'button', 'Record it')
    assert.match(await looksAt(officer, 'Risk', 'told'), /Told: Pat Example/)
  })

  test('is to be visited: asked for and planned, with no address anywhere', async () => {
    await journey.goes(officer, `${caseAt}/visits`)
    await press(officer, 'button', 'Ask for a visit')
    await type(officer, 'Why is a visit needed?', 'The hub asks that she is seen')
    await type(officer, 'What should the visit find out?', 'Is she safe and well?')
    await type(officer, 'Known hazards', 'None known')
    await type(officer, 'Risk to staff', 'Her father may look for them')
    await choose(officer, 'Must two people go?', 'Yes')
    await press(officer, 'button', 'Ask for the visit')
    await press(officer, 'link', /^Plan/)
    await pick(officer, 'Who goes?', 'Alder field-officer, Attendance field officer')
    await type(officer, 'Who goes with them?', 'Ben Second')
    await date(officer, 'Day of the visit', '2026-11-20')
    await type(officer, 'Time', '2pm')
    await press(officer, 'button', 'Plan the visit')
    await looksAt(officer, 'Visits', 'planned')
    visit = (await journey.owner<{ token: string }[]>`select token from visits`)[0]!.token
    phone = await journey.sits(journey.people.right['field-officer'], '/visits')
    assert.match(await looksAt(phone, 'My visits', 'mine'), /Protected: open it on the visit’s page/)
    await press(phone, 'link', /^V-1001/)
    assert.match(await looksAt(phone, 'Visit V-1001', 'closed-address'), /A manager releases the address/)
  })

  test('a manager releases the one address, for this visit, until midnight', async () => {
    manager = await journey.sits(journey.people.right.manager, `/visits/${visit}/release`)
    await press(manager, 'link', 'Protected. See reasons to open')
    await press(manager, 'button', 'Go on and give a reason')
    await choose(manager, 'Reason', 'To plan or make a visit to the child')
    await type(manager, 'In a sentence: why do you need it now?', 'To release it to the visitor of today')
    await type(manager, 'Code from your authenticator app', code())
    await press(manager, 'button', /^Open for/)
    await journey.goes(manager, `/visits/${visit}/release`)
    assert.match(await words(manager), /3 CanaryQuay/)
    await choose(manager, 'Which address?', /CanaryQuay/)
    await type(manager, 'Why must the visit be made there?', 'The hub asks that she is seen today')
    await type(manager, 'Code from your authenticator app', code())
    await press(manager, 'button', 'Release for this visit')
    await looksAt(manager, 'Visits', 'released')
  })

  test('the visitor opens it by a break-glass event of their own, and sees the child', async () => {
    await journey.goes(phone, `/visits/${visit}`)
    await press(phone, 'button', 'Open the address')
    await type(phone, 'Code from your authenticator app', code())
    await press(phone, 'button', 'Open the address')
    assert.match(await journey.at(phone, 'Visit V-1001', 'opened'), /3 CanaryQuay.*Open to you until/)
    const [opening] = await journey.owner<{ reason: string; by_name: string }[]>`
      select reason, by_name from break_glass where person_id = ${journey.people.right['field-officer'].id}`
    assert.deepEqual(opening, { reason: 'visit', by_name: 'Alder field-officer' })
    await press(phone, 'button', 'Check in: I am at the door')
    await choose(phone, 'What happened?', 'I saw the child and spoke to them alone')
    await type(phone, 'Whom did you meet?', 'Her mother')
    await type(phone, 'How did they show who they are?', 'The word that was agreed')
    await type(phone, 'What you saw and heard', 'She drew, and spoke of her class.')
    await tick(phone, 'I saw the child, and the child was safe and well')
    await choose(phone, 'Are you worried about the child?', 'No')
    await press(phone, 'button', 'Save the visit')
    await looksAt(phone, 'My visits', 'seen')
  })

  test('a check is answered, and two people close the case on its proof', async () => {
    await journey.goes(officer, `${caseAt}/checks`)
    await press(officer, 'link', /^Social care/)
    await type(officer, 'The reply as it came (optional)', 'Known to the team, who are in touch')
    await choose(officer, 'What did they answer?', 'They know something')
    await press(officer, 'button', 'Save the answer')
    await journey.goes(officer, `${caseAt}/proof/O09`)
    await choose(officer, 'Why it is not children missing education', 'On a roll: a matter of attendance')
    await type(officer, 'Who confirmed it', 'The social worker')
    await type(officer, 'The reason, and what shows it', 'On a roll, and taught where she is safe')
    await press(officer, 'button', 'Record the proof')
    await looksAt(officer, /^Case C-/, 'proof')
    await journey.goes(manager, `${caseAt}/close`)
    await choose(manager, 'What is the outcome?', /^Not children missing education/)
    await choose(manager, 'Brothers and sisters', 'No brothers or sisters are known')
    await choose(manager, 'Risk', /^What is left is with/)
    await choose(manager, 'Whoever referred the child', /^Reads the category/)
    await type(manager, 'Anything to follow up (optional)', 'Social care has the case')
    await press(manager, 'button', 'Close the case')
    assert.match(await looksAt(manager, /^Case C-/, 'closed'), /Closed: Not children missing education/)
  })

  test('no page on the way had anything an accessibility engine finds, or scrolled sideways', () => {
    assert.deepEqual(journey.wrong, [])
  })
})

describe('The leak sweep', () => {
  const records = (): Readonly<Record<string, string>> => ({
    child: child.token,
    contact: child.contactId,
    case: caseAt.split('/').at(-1)!,
    visit,
    check: 'RL28',
    outcome: 'O09',
    kind: 'general',
    code: 'L13',
    setting: 'referral-day',
  })
  const addresses = () =>
    pages.flatMap(({ path, allow, get }) => {
      const names = [...path.matchAll(/:(\w+)/g)].map(match => match[1]!)
      if (!get || names.some(name => records()[name] === undefined)) return []
      return [{ path, allow, address: path.replaceAll(/:(\w+)/g, (_, name: string) => records()[name]!) }]
    })
  /** The one who opened it sees it, on the pages that are for that, while it is open. */
  const isOpened = (who: TestPerson, path: string) =>
    who.role === 'manager' &&
    who.la === '001' &&
    /(protected|contacts\/:contact\/safe|:visit\/release)$/.test(path)

  test('no page, download or list shows anybody who has not opened it where they are', async t => {
    const { people } = journey
    const everyone = [
      ...roles.map(role => people.right[role]),
      people.wrongAuthority.manager,
      people.wrongAuthority['field-officer'],
      people.wrongSchool.dsl,
      dsl,
    ]
    const all = addresses()
    const leaks: string[] = []
    let seen = 0
    for (const person of everyone) {
      const window = browser(journey.app, person)
      // What a role may not open says “Page not found” to it, whoever the child is: the walk shows that.
      for (const { path, address } of all.filter(({ allow }) => may(person.viewer('2026-11-20'), allow))) {
        const page = await window.get(address)
        if (page.status === 200) seen += 1
        if (page.status >= 500) leaks.push(`${path} as ${person.name}: a fault`)
        if (isOpened(person, path)) continue
        for (const word of secrets)
          if (page.html.includes(word)) leaks.push(`${path} as ${person.name}: ${word}`)
        const ofChild = /:(case|child|visit)/.test(path)
        const mayKnowSchool =
          ['cme-officer', 'manager', 'cme-assistant'].includes(person.role) || person === dsl
        if (ofChild && !mayKnowSchool && page.html.includes('CanarySchool'))
          leaks.push(`${path} as ${person.name}: the school`)
      }
    }
    t.diagnostic(`${seen} pages seen, ${leaks.length} leaks`)
    assert(seen > 500, `only ${seen} pages were seen`)
    assert.deepEqual(leaks, [])
  })

  test('no row of any table holds it but the protected details: no letter, message, job, draft or event', async t => {
    const { owner } = journey
    const tables = await owner<{ name: string }[]>`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')`
    const held: string[] = []
    for (const { name } of tables) {
      const [row] = await owner.unsafe<{ many: number }[]>(
        `select count(*)::int as many from ${name} t where to_jsonb(t)::text ~ '(${secrets.join('|')})'`,
      )
      if (row!.many > 0) held.push(name)
    }
    t.diagnostic(`${tables.length} tables`)
    assert.deepEqual(held, ['public.protected_details'])
  })

  test('no line of the log names the child, the family or a place', async t => {
    const { people, sql } = journey
    const { host, port, database, user, pass } = (sql as unknown as { options: Connected }).options
    const given = {
      connection: { host: host[0], port: port[0], database, username: user, password: pass ?? undefined },
      asked: [people.right.manager, dsl].map(person => {
        const own = addresses().filter(({ allow }) => may(person.viewer('2026-11-20'), allow))
        return { cookie: person.cookie, urls: [...own.map(one => one.address), '/children?q=Sheltered'] }
      }),
    }
    const run = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { createApp } from ${JSON.stringify(new URL('../src/app.ts', import.meta.url).href)}
         import { stoppedClock } from ${JSON.stringify(new URL('../src/platform/clock.ts', import.meta.url).href)}
         import { connect } from ${JSON.stringify(new URL('../src/platform/db.ts', import.meta.url).href)}
         const given = JSON.parse(process.env.GIVEN)
         const sql = connect(given.connection)
         const clock = stoppedClock(new Date('2026-11-20T12:00:00Z'))
         const app = await createApp({ sql, clock, publicUrl: 'http://localhost:3000', logLevel: 'trace' })
         for (const { cookie, urls } of given.asked) for (const url of urls)
           await app.inject({ method: 'GET', url, headers: { host: 'localhost:3000', cookie: 'onroll=' + cookie } })
         await app.close(); await sql.end()`,
      ],
      { env: { ...process.env, GIVEN: JSON.stringify(given) } },
    )
    let log = ''
    for (const stream of [run.stdout, run.stderr]) stream.on('data', bytes => (log += String(bytes)))
    const ended = await new Promise<number | null>(done => run.on('close', done))
    assert.equal(ended, 0, log.slice(-2000))
    const lines = log.split('\n').filter(line => line.includes('"url"') || line.includes('"msg"'))
    t.diagnostic(`${lines.length} lines`)
    assert(lines.length > 400, `only ${lines.length} lines were written`)
    for (const word of [...secrets, 'Sheltered', 'Amina', 'CanarySchool'])
      assert(!log.includes(word), `the log says ${word}`)
  })
})
