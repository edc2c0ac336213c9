// TH-08: whether a child is known elsewhere in the authority (in a refuge, in care, at another school) shows nowhere to a
// school: not in what a list does, not in a search, not in an address, not by the time any of them takes.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  type Browser,
  browser,
  makeChild,
  makePeople,
  type Seen,
  type TestPeople,
} from '../../access/testing/people.ts'
import { createApp } from '../../app.ts'
import { Chance } from '../../demo/chance.ts'
import { upnCheckLetter } from '../../formats/upn.ts'
import { keepAllKeys } from '../../matching/testing/keys.ts'
import { stoppedClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'

/** So many of each are timed; the long run takes more. */
const timedEach = Number(process.env.ONROLL_TEST_TIMED ?? 40)
/**
 * How often one of the known took longer than one of the unknown must lie so near a half. By chance alone it strays by .065
 * with 40 of each: one run in some ten thousand would fail, and what a page says after a different number of steps shows.
 */
const strays = 1.64 / Math.sqrt(timedEach)

type Guess = {
  surname: string
  forename: string
  bornOn: string
  upn: string
  misId: string
  leaves?: string
}

let database: FreshDatabase
let people: TestPeople
let app: Awaited<ReturnType<typeof createApp>>
let numbered = 0
before(async () => {
  database = await freshDatabase()
  people = await makePeople(database.owner)
  await makeChild(database.owner, { school: people.alder, misId: '1', surname: 'Ours', forename: 'Ada' })
  app = await createApp({
    sql: database.app,
    clock: stoppedClock(new Date('2026-11-20T10:00:00Z')),
    publicUrl: 'http://localhost:3000',
  })
})
const head = (): Browser => browser(app, people.right.headteacher)

/** Somebody nobody else is: names of one length, so that pages are too. */
function guess(): Guess {
  numbered += 1
  const tail = `001999${String(numbered).padStart(6, '0')}`
  const letters = [...String(numbered).padStart(4, '0')].map(digit => 'abcdefghkl'[Number(digit)]).join('')
  return {
    surname: `Quill${letters}`,
    forename: `Robin${letters}`,
    bornOn: `2016-0${1 + (numbered % 9)}-1${numbered % 10}`,
    upn: `${upnCheckLetter(tail)}${tail}`,
    misId: `G${String(numbered).padStart(4, '0')}`,
  }
}

/** What is known elsewhere, beside the guess. */
const ways: Record<string, (known: Guess) => Promise<void>> = {
  'the number alone, guessed right': async known => {
    await atBirch({ ...known, surname: 'Othername', bornOn: '2012-12-12' })
  },
  'everything, of a child at another school': known => atBirch(known),
  'everything, of a child with more in the record': async known => {
    await atBirch(known)
    await database.owner`
      update children set middle_names = 'Wren', former_surname = 'Before', sex = 'M' where upn = ${known.upn}`
  },
  'everything, of a protected child': async known => {
    await atBirch(known)
    const [child] = await database.owner<{ id: string }[]>`select id from children where upn = ${known.upn}`
    await database.owner`
      insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
      values ('001', ${newId()}, ${child!.id}, 'address', '2026-11-01', 'Fear', 'A DSL')`
  },
  'all but the number': async known => {
    await atBirch({ ...known, upn: guess().upn })
  },
}

async function atBirch({ surname, forename, bornOn, upn }: Guess): Promise<void> {
  const child = await makeChild(database.owner, { school: people.birch, surname, forename, bornOn, upn })
  await database.owner`update children set upn_checked = true where id = ${child.id}`
}

const listOf = (guesses: readonly Guess[]): string =>
  'mis_id,upn,legal_surname,legal_forename,date_of_birth,sex,entry_date,leaving_date,street,postcode\n' +
  guesses
    .map(
      g =>
        `${g.misId},${g.upn},${g.surname},${g.forename},${g.bornOn},F,2026-11-16,${g.leaves ?? ''},1 Way,ZZ99 1AA\n`,
    )
    .join('')

/** A page without what is the child's own or the visit's: what two such pages may differ in. */
function alike(page: Seen, { surname, forename, upn, misId, bornOn }: Guess): string {
  const [year, month, day] = bornOn.split('-').map(Number)
  const months = 'January February March April May June July August September'.split(' ')
  return `${page.status} ${page.title} ${page.html}`
    .replaceAll(surname, '(surname)')
    .replaceAll(forename, '(forename)')
    .replaceAll(upn, '(upn)')
    .replaceAll(misId, '(id)')
    .replaceAll(`${day} ${months[month! - 1]} ${year}`, '(born)')
    .replaceAll(/(name="formToken" value=")[^"]*/g, '$1')
    .replaceAll(/nonce="[^"]*"/g, '')
    .replaceAll(/\/(files|pupils|children|leavers)\/[\w-]{8,}/g, '/$1/(token)')
    .replaceAll(/\d{1,2}:\d\d\s?(am|pm)?/g, '(time)')
}

/** Whole pages do not help to see where two differ. */
function assertAlike(hit: string, missed: string, where: string): void {
  if (hit === missed) return
  let at = 0
  while (hit[at] === missed[at]) at += 1
  const around = (page: string) => page.slice(Math.max(0, at - 150), at + 150)
  assert.fail(`${where} says which was known:\n${around(hit)}\n--- where the other says\n${around(missed)}`)
}

/** Sends a list of one guess and gives every page that the school may then read, until the pupil's own. */
async function pagesAfter(given: Guess): Promise<[name: string, seen: Seen][]> {
  const b = head()
  const sent = await b.upload(
    '/files',
    { field: 'file', name: 'list.csv', content: listOf([given]) },
    { kind: 'pupils' },
  )
  const at = sent.location!
  const pages: [string, Seen][] = []
  const see = async (name: string, path: string) => {
    const page = await b.get(path)
    pages.push([name, page])
    return page
  }
  for (const part of ['', '/new', '/changed', '/problems', '/missing', '/apply'])
    await see(`checked${part}`, at + part)
  await b.post(`${at}/apply`)
  for (const part of ['', '/new', '/changed', '/problems', '/missing']) await see(`applied${part}`, at + part)
  for (const looked of [given.upn, given.surname, given.misId]) {
    pages.push(['search', await b.post('/pupils', { 'looking-for': looked })])
  }
  const [own] = await database.owner<{ token: string }[]>`
    select c.token from children c join enrolments e on e.child_id = c.id
    where e.school_id = ${people.alder.id} and e.mis_id = ${given.misId}`
  assert.ok(own, 'the row was taken in')
  for (const part of ['', '/contacts', '/history', '/said', '/run', '/enquiries']) {
    await see(`pupil${part}`, `/pupils/${own.token}${part}`)
  }
  return pages
}

describe('a school that guesses', () => {
  for (const [what, isKnown] of Object.entries(ways)) {
    for (const leaves of [undefined, '2026-11-19']) {
      test(`reads the same whether or not it hit: ${what}${leaves ? ', already left' : ''}`, async () => {
        const known = { ...guess(), ...(leaves && { leaves }) }
        const unknown = { ...guess(), ...(leaves && { leaves }) }
        await isKnown(known)
        await keepAllKeys(database.app)
        const [hit, missed] = [await pagesAfter(known), await pagesAfter(unknown)]
        assert.equal(hit.length, missed.length)
        for (const [at, [name, page]] of hit.entries()) {
          assertAlike(alike(page, known), alike(missed[at]![1], unknown), name)
        }
      })
    }
  }

  test('reads the same where it names the number of a pupil it has, and another child has that number', async () => {
    const [known, unknown] = [guess(), guess()]
    await atBirch({ ...guess(), upn: known.upn })
    const pages: string[][] = []
    for (const one of [known, unknown]) {
      await pagesAfter({ ...one, upn: '' })
      const b = head()
      const content = listOf([one])
      const sent = await b.upload('/files', { field: 'file', name: 'again.csv', content }, { kind: 'pupils' })
      const seen = [await b.get(sent.location!), await b.get(`${sent.location}/changed`)]
      await b.post(`${sent.location}/apply`)
      seen.push(await b.get(`${sent.location}/changed`), await b.post('/pupils', { 'looking-for': one.upn }))
      // A register that names pupils by their number finds this one all the same.
      const marks = `upn,date,am_code,pm_code\n${one.upn},2026-11-18,/,\\\n`
      const register = await b.upload(
        '/files',
        { field: 'file', name: 'marks.csv', content: marks },
        { kind: 'attendance' },
      )
      seen.push(await b.get(register.location!), await b.get(`${register.location}/problems`))
      pages.push(seen.map(page => alike(page, one)))
    }
    for (const [at, page] of pages[0]!.entries()) assertAlike(page, pages[1]![at]!, `page ${at}`)
  })

  // The page of the removal itself asks less where another register confirms it: that is what it is for.
  test('reads the same on its lists and of the pupil when the child then leaves, wherever the authority knows one is', async () => {
    const [known, unknown] = [guess(), guess()]
    await atBirch(known)
    const pages: string[][] = []
    for (const one of [known, unknown]) {
      await pagesAfter(one)
      const [own] = await database.owner<{ id: string; token: string }[]>`
        select c.id, c.token from children c join enrolments e on e.child_id = c.id
        where e.school_id = ${people.alder.id} and e.mis_id = ${one.misId}`
      const b = head()
      const content = listOf([{ ...one, leaves: '2026-11-19' }])
      const sent = await b.upload('/files', { field: 'file', name: 'left.csv', content }, { kind: 'pupils' })
      await b.post(`${sent.location}/apply`)
      const seen: Seen[] = []
      for (const path of [sent.location!, `${sent.location}/changed`, '/referrals', '/today', '/returns']) {
        seen.push(await b.get(path))
      }
      for (const part of ['', '/history', '/said']) seen.push(await b.get(`/pupils/${own!.token}${part}`))
      // How many there are grows with each of the two.
      pages.push(seen.map(page => alike(page, one).replaceAll(/\d+ questions? /g, '(some) ')))
    }
    for (const [at, page] of pages[0]!.entries()) assertAlike(page, pages[1]![at]!, `page ${at}`)
  })

  test('finds nobody in a search, a register or an address who is not its own', async () => {
    const [known, unknown] = [guess(), guess()]
    await atBirch(known)
    const [elsewhere] = await database.owner<
      { token: string }[]
    >`select token from children where upn = ${known.upn}`
    const pages: string[][] = []
    for (const [one, token] of [
      [known, elsewhere!.token],
      [unknown, 'x'.repeat(elsewhere!.token.length)],
    ] as const) {
      const b = head()
      const seen: Seen[] = []
      for (const looked of [one.upn, one.surname, `${one.forename} ${one.surname}`]) {
        seen.push(await b.post('/pupils', { 'looking-for': looked }))
      }
      for (const path of [`/pupils/${token}`, `/children/${token}`, `/pupils/${token}/history`])
        seen.push(await b.get(path))
      const marks = `upn,date,am_code,pm_code\n${one.upn},2026-11-18,N,N\n`
      const register = await b.upload(
        '/files',
        { field: 'file', name: 'marks.csv', content: marks },
        { kind: 'attendance' },
      )
      seen.push(await b.get(register.location!), await b.get(`${register.location}/problems`))
      pages.push(seen.map(page => alike(page, one).replaceAll(token, '(token)')))
    }
    for (const [at, page] of pages[0]!.entries()) assertAlike(page, pages[1]![at]!, `page ${at}`)
  })
})

/** How often a time of the first is longer than one of the second: a half where they are alike. */
function longer(first: readonly number[], second: readonly number[]): number {
  let times = 0
  for (const a of first) for (const b of second) times += a > b ? 1 : a === b ? 0.5 : 0
  return times / (first.length * second.length)
}

describe('the time it takes', () => {
  /** Times the known and the unknown in an order of chance, so that whatever else the machine does falls on both. */
  async function timed(
    name: string,
    prepare: (given: Guess, isKnown: boolean) => Promise<() => Promise<unknown>>,
  ): Promise<void> {
    const chance = new Chance('TH-08', name)
    const times: [number[], number[]] = [[], []]
    while (times[0].length < timedEach || times[1].length < timedEach) {
      const isKnown =
        times[0].length >= timedEach ? false : times[1].length >= timedEach ? true : chance.is(0.5)
      const act = await prepare(guess(), isKnown)
      const started = performance.now()
      await act()
      times[isKnown ? 0 : 1].push(performance.now() - started)
    }
    const often = longer(...times)
    assert.ok(
      Math.abs(often - 0.5) < strays,
      `${name}: the known took longer ${often.toFixed(2)} of the time`,
    )
  }

  for (const what of [
    'the number alone, guessed right',
    'everything, of a child at another school',
    'everything, of a protected child',
  ]) {
    test(`a list of one takes as long: ${what}`, async () => {
      const b = head()
      await timed(what, async (given, isKnown) => {
        // Somebody is made either way, so that neither finds the tables warmer.
        await ways[what]!(isKnown ? given : guess())
        await b.get('/files')
        return async () => {
          const file = { field: 'file', name: 'list.csv', content: listOf([given]) }
          const sent = await b.upload('/files', file, { kind: 'pupils' })
          await b.get(sent.location!)
        }
      })
    })
  }

  test('a search for a pupil takes as long', async () => {
    const b = head()
    await timed('search', async (given, isKnown) => {
      await atBirch(isKnown ? given : guess())
      await b.get('/pupils')
      return () => b.post('/pupils', { 'looking-for': given.upn })
    })
  })
})
