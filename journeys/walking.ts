// The walk itself: every page as everyone, each visit kept as a cell, and what may stand in none of them.
import assert from 'node:assert/strict'
import { may } from '../src/access/actions-allowed.ts'
import type { Page } from '../src/access/page.ts'
import { browser, type Seen, type TestPerson } from '../src/access/testing/people.ts'
import { isDeskRole, roles } from '../src/access/viewer.ts'
import { createApp, pages } from '../src/app.ts'
import { stoppedClock } from '../src/platform/clock.ts'
import type { Sql } from '../src/platform/db.ts'
import type { World } from './walk-world.ts'

/** Roles held at a school. */
export const schoolRoles: readonly string[] = ['attendance-officer', 'dsl', 'headteacher']
const now = new Date('2026-11-20T10:00:00Z')

/** A record to put into an address, and whether only its own place may see it. */
type Fixture = { value: string; own: boolean }
const own = (value: string): Fixture => ({ value, own: true })
const anyones = (value: string): Fixture => ({ value, own: false })

/**
 * What stands for `:name` in an address. More than one name of a path may need the same record, so this is asked with
 * the whole path. Nothing for a name not known here.
 */
export function fixtureFor(
  world: World,
  path: string,
  name: string,
  isProtected = false,
): Fixture | undefined {
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
    case 'panel':
    case 'item':
      return own(world[name])
    case 'code':
      return anyones('L13')
    default:
      return undefined
  }
}

/** The names in a path. */
export function namesIn(path: string): string[] {
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

/** One visit to one page. */
export type Cell = {
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
  who?: Who
}

/**
 * Who visits a page. `everyone`: each role at each place, and nobody. `each role`: each role at its right place, and of the wrong
 * places those whose role would open the page: what refuses a role does not ask where it is held. `each kind`: of those whose role
 * opens the page, one of each place, side and set of words that they may not see, another of them at each page; enough where only
 * a wall is tried, since the walls know a viewer by place and role, and the forms are sent from the wrong places alone.
 */
export type Who = 'everyone' | 'each role' | 'each kind'

function visitorsTo(
  page: Page,
  index: number,
  method: 'GET' | 'POST',
  all: readonly Visitor[],
  who: Who,
): readonly Visitor[] {
  if (who === 'everyone') return all
  const opens = ({ person }: Visitor) => person !== undefined && may(person.viewer('2026-11-20'), page.allow)
  if (who === 'each role') return all.filter(one => one.place === 'right' || !one.person || opens(one))
  const kinds = new Map<string, Visitor[]>()
  for (const visitor of all.filter(opens)) {
    const { place, role } = visitor
    if (method === 'POST' && place === 'right') continue
    const side = schoolRoles.includes(role) ? 'school' : isDeskRole(role) ? role : 'authority'
    const kind = [place, side, ...(method === 'GET' ? forbiddenTo(visitor, page.path) : [])].join(' ')
    kinds.set(kind, [...(kinds.get(kind) ?? []), visitor])
  }
  return [...kinds.values()].map(alike => alike[index % alike.length]!)
}

/** Pages whose words stand on hardly any other. */
const fewSee = /:(opening|report)\b/

/** Visits every page. Forms are sent empty, and last: some of them do something even so. */
export async function walk(
  world: World,
  {
    owner,
    sql,
    withoutApplicationWall = false,
    watchLooks = false,
    glance = false,
    who = 'everyone',
  }: Walked,
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
  // A glance sees a page in three, and those that say why something was opened or who told us: enough to know that it can see.
  const shown = pages
    .filter(one => one.get)
    .filter((page, index) => !glance || index % 3 === 0 || fewSee.test(page.path))
  for (const [index, page] of shown.entries()) {
    for (const visitor of visitorsTo(page, index, 'GET', visitors, who)) {
      await visit(page, 'GET', visitor)
      if (page.path.includes('/:child')) await visit(page, 'GET', visitor, true)
    }
  }
  // Those who may not, before those who may. A glance sends no forms.
  for (const visitor of glance ? [] : [...visitors].reverse()) {
    for (const [index, page] of pages.entries()) {
      if (page.post && visitorsTo(page, index, 'POST', visitors, who).includes(visitor))
        await visit(page, 'POST', visitor)
    }
  }
  await app.close()
  return cells
}

/** What the SEN desk is asked is no other desk's business. */
export const isOfAnotherDesk = (path: string, role: string): boolean =>
  path.startsWith('/desk/:part') && role !== 'sen-officer'

/** To whom the authority owes an answer is the CME team's business, and no school's. */
export const isOfTeamAlone = (path: string): boolean => path.startsWith('/replies/')

/** A school's letter is no business of its authority, which writes its own. */
export const isOfSchoolAlone = (path: string): boolean => /\/:(letter|message)\b/.test(path)

/** A visit, in a line. */
export const inWords = ({ page, method, visitor, seen }: Cell): string =>
  `${method} ${page} as ${visitor.role}, ${visitor.place}: ${seen.status}`

/** A fault shows nothing, but it may also have hidden a leak: so they are counted too. */
export const numbersOf = (cells: readonly Cell[], leaks: readonly string[]): string => {
  const shown = cells.filter(cell => cell.seen.status === 200 || cell.seen.status === 422).length
  const faults = cells.filter(cell => cell.seen.status >= 500)
  const where = [...new Set(faults.map(cell => `${cell.method} ${cell.page}`))].slice(0, 8).join(', ')
  return `${cells.length} visits, ${shown} shown, ${faults.length} faults${where ? ` (${where})` : ''}, ${leaks.length} leaks`
}

/** The cells that show something to somebody who may not see it. */
export function leaksIn(cells: readonly Cell[]): string[] {
  return cells.flatMap(cell =>
    forbiddenTo(cell.visitor, cell.page)
      .filter(word => cell.seen.html.includes(word))
      .map(word => `${inWords(cell)} shows ${word}`),
  )
}
