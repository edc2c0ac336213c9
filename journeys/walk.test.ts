// Every page × every role × {right place, wrong school, wrong authority, signed out}, and the same with each wall taken
// away in turn. Either wall alone must hold: leaks = 0. With both away there must be leaks, or the walk sees nothing.
//
// A page whose address holds a name this file does not know fails the walk: whoever adds a page adds its record.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { may } from '../src/access/actions-allowed.ts'
import type { Page } from '../src/access/page.ts'
import { browser, type Seen, type TestPerson } from '../src/access/testing/people.ts'
import { isDeskRole, roles } from '../src/access/viewer.ts'
import { createApp, pages } from '../src/app.ts'
import { stoppedClock } from '../src/platform/clock.ts'
import type { Sql } from '../src/platform/db.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { makeWorld, type World } from './walk-world.ts'

const schoolRoles: readonly string[] = ['attendance-officer', 'dsl', 'headteacher']
const now = new Date('2026-11-20T10:00:00Z')

/** A record to put into an address, and whether only its own place may see it. */
type Fixture = { value: string; own: boolean }
const own = (value: string): Fixture => ({ value, own: true })
const anyones = (value: string): Fixture => ({ value, own: false })

/**
 * What stands for `:name` in an address. More than one name of a path may need the same record, so this is asked with
 * the whole path. Nothing for a name not known here.
 */
function fixtureFor(world: World, path: string, name: string, isProtected = false): Fixture | undefined {
  const { alder, arrived, hidden, people } = world
  const child = isProtected || /protected$/.test(path) ? hidden : alder.child
  switch (name) {
    case 'child':
      return own(child.token)
    case 'contact':
      return own(child.contactId)
    case 'case':
      return own(path.startsWith('/triage') ? arrived.caseToken : alder.caseToken)
    case 'other':
      return anyones(world.birch.child.token)
    case 'link':
      return own(world.link)
    case 'sibling':
      return own(world.sibling)
    case 'arrival':
      return own(world.arrival)
    case 'part':
      return own(world.part)
    case 'form':
      return own(alder.parentForm)
    case 'referral':
      return own(alder.referral)
    case 'removal':
      return own(path.endsWith('/approve') ? alder.askedRemoval : alder.madeRemoval)
    case 'notice':
      return own(alder.notice)
    case 'return':
      return own(alder.returned)
    case 'arrangement':
      return own(alder.arrangement)
    case 'suspension':
      return own(path.startsWith('/exclusions') ? world.intake.exclusion : alder.suspension)
    case 'told':
    case 'teller':
      return own(world.intake[name])
    case 'offer':
      return own(alder.offer)
    case 'leave':
      return own(alder.leave)
    case 'import':
    case 'file':
      return own(alder.imported)
    case 'opening':
      return own(world.opening)
    case 'person':
      return own(people.right.dsl.id)
    case 'grant':
      return own(world.grant)
    case 'school':
      return own(path.startsWith('/cases') ? people.birch.token : people.alder.token)
    case 'whose':
      return own(people.alder.token)
    case 'year':
      return anyones('2026-27')
    case 'setting':
      return anyones('referral-day')
    case 'provision':
      return anyones('s37')
    case 'finding':
      return own('T-07-2026-11-19')
    case 'value':
      return anyones('order-choice')
    case 'reading':
      return anyones('OQ-14')
    case 'rule':
      return anyones('T-07')
    case 'trigger':
      return own(alder.trigger)
    case 'rollcheck':
      return own(alder.rollCheck)
    case 'row':
      return anyones('1')
    case 'visit':
      return own(world.visit)
    case 'hit':
      return own(alder.hit)
    case 'enquiry':
      return own(world.authorities.request)
    case 'authority':
      return anyones(world.authorities.authority)
    case 'agreement':
    case 'request':
    case 'reply':
      return own(world.checks[name])
    case 'check':
      return anyones(path.startsWith('/cases') ? 'RL01' : 'RS01')
    case 'question':
      return anyones(path.includes('/route/') ? 'age' : 'what-happened')
    case 'kind':
      return path.startsWith('/leavers') ? own('general') : anyones('pupils')
    case 'outcome':
      return anyones(path.startsWith('/cases') ? 'O06' : 'new')
    case 'number':
      return anyones('1')
    case 'letter':
      return own(alder.letter)
    case 'message':
      return own(alder.message)
    case 'report':
      return own(world.report)
    case 'partner':
      return own(world.partner)
    case 'taking':
      return own(world.taking)
    case 'code':
      return anyones('L13')
    default:
      return undefined
  }
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(match => match[1]!)
}

/** A page's address filled in, and whether it holds a record that only its own place may see. */
function addressOf(world: World, path: string, isProtected: boolean): { address: string; own: boolean } {
  let isOwn = false
  const address = path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const fixture = fixtureFor(world, path, name, isProtected)
    assert.ok(fixture, `${path}: add a record for :${name} to fixtureFor`)
    isOwn ||= fixture.own
    return fixture.value
  })
  return { address, own: isOwn }
}

type Place = 'right' | 'wrong school' | 'wrong authority' | 'signed out'
type Visitor = { place: Place; role: string; person: TestPerson | undefined }

function visitorsOf(world: World): Visitor[] {
  const { right, wrongSchool, wrongAuthority } = world.people
  return [
    ...roles.map(role => ({ place: 'right' as const, role, person: right[role] })),
    // A second officer of the authority is in the right place as much as the first.
    ...roles
      .filter(role => schoolRoles.includes(role) || role === 'trust-head')
      .map(role => ({ place: 'wrong school' as const, role, person: wrongSchool[role] })),
    ...roles.map(role => ({ place: 'wrong authority' as const, role, person: wrongAuthority[role] })),
    { place: 'signed out', role: 'nobody', person: undefined },
  ]
}

/** The words that must not stand on any page of this visitor. */
function forbiddenTo({ place, role }: Visitor, path: string): string[] {
  const all = ['Alder', 'Birch', 'Fir', 'Office', 'Concern', 'Manager', 'Why', 'Reason', 'Hidden', 'Secret']
  const allowed: string[] = []
  // Counts alone, wherever the trust's head is.
  if (role === 'trust-head') return all.map(word => `Canary${word}`)
  if (place === 'wrong authority') {
    allowed.push('Fir')
    // The other authority's own record, in the same words.
    if (!schoolRoles.includes(role)) allowed.push('Office')
    if (!['attendance-officer', 'cme-assistant'].includes(role)) allowed.push('Concern')
    if (role === 'manager') allowed.push('Manager')
  }
  if (place === 'wrong school') {
    allowed.push('Birch')
    if (role !== 'attendance-officer') allowed.push('Concern')
  }
  // The authority's other teams: the child given to them, and none of the CME team's words.
  if (place === 'right' && isDeskRole(role))
    return all.filter(word => word !== 'Alder').map(word => `Canary${word}`)
  if (place === 'right') {
    allowed.push('Alder')
    if (!schoolRoles.includes(role)) allowed.push('Birch', 'Office')
    if (role === 'manager') allowed.push('Manager')
    if (!['attendance-officer', 'cme-assistant'].includes(role)) {
      allowed.push('Concern', 'Why')
      // Opened by each of these: shown on the pages that show such things, and nowhere else.
      if (/:child\/(protected|contacts\/:contact\/safe)$/.test(path)) allowed.push('Hidden')
    }
  }
  return all.filter(word => !allowed.includes(word)).map(word => `Canary${word}`)
}

type Cell = {
  page: string
  method: 'GET' | 'POST'
  visitor: Visitor
  seen: Seen
  looks: readonly string[]
  own: boolean
  /** A second visit, for the protected child: looked at for leaks, and otherwise may be refused. */
  isProtected: boolean
}

type Walked = {
  owner: Sql
  sql: Sql
  withoutApplicationWall?: boolean
  watchLooks?: boolean
  glance?: boolean
}

/** Visits every page as everyone. Forms are sent empty, and last: some of them do something even so. */
async function walk(
  world: World,
  { owner, sql, withoutApplicationWall = false, watchLooks = false, glance = false }: Walked,
): Promise<Cell[]> {
  const app = await createApp({
    sql,
    clock: stoppedClock(now),
    publicUrl: 'http://localhost:3000',
    logLevel: 'silent',
    withoutApplicationWall,
  })
  const cells: Cell[] = []
  // A form's token is good once at each address: one page gives a visitor the token of all the forms.
  const tokens = new Map<Visitor, string | undefined>()
  const tokenOf = async (visitor: Visitor): Promise<string | undefined> => {
    if (!tokens.has(visitor)) {
      const { html } = await browser(app, visitor.person).get('/help')
      tokens.set(visitor, /name="formToken" value="([^"]+)"/.exec(html)?.[1])
    }
    return tokens.get(visitor)
  }
  const visit = async (page: Page, method: 'GET' | 'POST', visitor: Visitor, isProtected = false) => {
    const { address, own } = addressOf(world, page.path, isProtected)
    const { person } = visitor
    const window = browser(app, person, method === 'POST' ? await tokenOf(visitor) : undefined)
    const seen = method === 'GET' ? await window.get(address) : await window.send(address)
    const rows =
      watchLooks && person
        ? await owner<
            { child_id: string }[]
          >`delete from looks where person_id = ${person.id} returning child_id`
        : []
    const looks = [...new Set(rows.map(row => row.child_id))]
    cells.push({ page: page.path, method, visitor, seen, looks, own, isProtected })
  }
  const visitors = visitorsOf(world)
  if (watchLooks) await owner`delete from looks`
  // A glance sees a page in three: enough to know that it can see.
  const shown = pages.filter(one => one.get).filter((_, index) => !glance || index % 3 === 0)
  for (const page of shown) {
    for (const visitor of visitors) {
      await visit(page, 'GET', visitor)
      if (page.path.includes('/:child')) await visit(page, 'GET', visitor, true)
    }
  }
  // Those who may not, before those who may. A glance sends no forms.
  for (const visitor of glance ? [] : [...visitors].reverse()) {
    for (const page of pages) if (page.post) await visit(page, 'POST', visitor)
  }
  await app.close()
  return cells
}

/** What the SEN desk is asked is no other desk's business. */
const isOfAnotherDesk = (path: string, role: string): boolean =>
  path.startsWith('/desk/:part') && role !== 'sen-officer'

/** A school's letter is no business of its authority, which writes its own. */
const isOfSchoolAlone = (path: string): boolean => /\/:(letter|message)\b/.test(path)

const inWords = ({ page, method, visitor, seen }: Cell): string =>
  `${method} ${page} as ${visitor.role}, ${visitor.place}: ${seen.status}`

/** A fault shows nothing, but it may also have hidden a leak: so they are counted too. */
const numbersOf = (cells: readonly Cell[], leaks: readonly string[]): string => {
  const shown = cells.filter(cell => cell.seen.status === 200 || cell.seen.status === 422).length
  const faults = cells.filter(cell => cell.seen.status >= 500)
  const where = [...new Set(faults.map(cell => `${cell.method} ${cell.page}`))].slice(0, 8).join(', ')
  return `${cells.length} visits, ${shown} shown, ${faults.length} faults${where ? ` (${where})` : ''}, ${leaks.length} leaks`
}

/** The cells that show something to somebody who may not see it. */
function leaksIn(cells: readonly Cell[]): string[] {
  return cells.flatMap(cell =>
    forbiddenTo(cell.visitor, cell.page)
      .filter(word => cell.seen.html.includes(word))
      .map(word => `${inWords(cell)} shows ${word}`),
  )
}

describe('the walk', () => {
  test('knows a record for every name in an address', async t => {
    const { owner } = await freshDatabase(t)
    const world = await makeWorld(owner)
    const unknown = pages.flatMap(page =>
      namesIn(page.path)
        .filter(name => !fixtureFor(world, page.path, name))
        .map(name => `${page.path} :${name}`),
    )
    assert.deepEqual(unknown, [], 'add these to fixtureFor')
  })

  test('with both walls standing: everyone sees theirs and nothing else, and each look is written down', async t => {
    const { owner, app: sql } = await freshDatabase(t)
    const world = await makeWorld(owner)
    const cells = await walk(world, { owner, sql, watchLooks: true })
    const wrong: string[] = []
    for (const cell of cells) {
      const { visitor, seen, method } = cell
      const page = pages.find(one => one.path === cell.page)!
      const says = (what: string) => wrong.push(`${inWords(cell)}, ${what}`)
      if (visitor.person && seen.html.includes('This form could not be sent')) says('its token was not taken')
      if (!visitor.person) {
        const isOut = method === 'GET' ? seen.location === '/sign-in' : seen.status === 401
        if (!isOut) says('not sent to sign in')
      } else if (!may(visitor.person.viewer('2026-11-20'), page.allow)) {
        if (seen.status !== 404) says('for a role that may not')
      } else if (visitor.place !== 'right' && cell.own) {
        if (seen.status !== 404) says('for a record of another place')
      } else if (isOfSchoolAlone(cell.page) && !schoolRoles.includes(visitor.role)) {
        if (seen.status !== 404) says("for the other side's record")
      } else if (isOfAnotherDesk(cell.page, visitor.role)) {
        if (seen.status !== 404) says('for what another desk is asked')
      } else if (cell.isProtected) {
        if (seen.status >= 500) says('a fault')
      } else if (method === 'GET') {
        if (seen.status !== 200 && seen.status !== 303) says('for someone who may')
      } else if (visitor.place === 'right' && seen.status >= 500) says('a fault')
      for (const [id, name] of world.names) {
        const isShown = seen.status === 200 && seen.html.includes(name)
        if (isShown && !cell.looks.includes(id)) says(`shows ${name} and no look was written`)
      }
      if (page.shows === 'one child' && method === 'GET' && seen.status === 200 && cell.looks.length !== 1) {
        says(`is about one child and wrote ${cell.looks.length} looks`)
      }
    }
    const leaks = leaksIn(cells)
    t.diagnostic(`${pages.length} pages, ${numbersOf(cells, leaks)}`)
    assert.deepEqual(wrong, [])
    assert.deepEqual(leaks, [])
  })

  test('with the application’s wall taken away, the database’s alone lets nothing through', async t => {
    const { owner, app: sql } = await freshDatabase(t)
    const world = await makeWorld(owner)
    const cells = await walk(world, { owner, sql, withoutApplicationWall: true })
    const leaks = leaksIn(cells)
    t.diagnostic(numbersOf(cells, leaks))
    assert.deepEqual(leaks, [])
  })

  test('with the database’s wall taken away, the application’s alone lets nothing through', async t => {
    // The owner's policy lets the owner see every row: no role of the database can be more careless than that.
    const { owner } = await freshDatabase(t)
    const world = await makeWorld(owner)
    const cells = await walk(world, { owner, sql: owner })
    const leaks = leaksIn(cells)
    t.diagnostic(numbersOf(cells, leaks))
    assert.deepEqual(leaks, [])
  })

  test('with both taken away it does see leaks: the walk is not blind', async t => {
    const { owner } = await freshDatabase(t)
    const world = await makeWorld(owner)
    const cells = await walk(world, { owner, sql: owner, withoutApplicationWall: true, glance: true })
    const leaks = leaksIn(cells)
    t.diagnostic(numbersOf(cells, leaks))
    for (const word of ['CanaryAlder', 'CanaryBirch', 'CanaryHidden', 'CanaryOffice', 'CanaryWhy']) {
      assert.ok(
        leaks.some(leak => leak.endsWith(word)),
        `nobody saw ${word}`,
      )
    }
  })
})
