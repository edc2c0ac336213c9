// Every page × every role × {right place, wrong school, wrong authority, signed out}, and the same with each wall taken
// away in turn. Either wall alone must hold: leaks = 0. With both away there must be leaks, or the walk sees nothing.
//
// Here a visitor whom a page refuses by role is sent to it from the right place alone, and a wall alone is tried by one visitor
// of each kind: journeys/long/walk.test.ts sends everyone everywhere.
//
// A page whose address holds a name that walking.ts does not know fails the walk: whoever adds a page adds its record.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { may } from '../src/access/actions-allowed.ts'
import { pages } from '../src/app.ts'
import { freshDatabase } from '../src/platform/testing/database.ts'
import { makeWorld } from './walk-world.ts'
import {
  fixtureFor,
  inWords,
  isOfAnotherDesk,
  isOfSchoolAlone,
  isOfTeamAlone,
  leaksIn,
  namesIn,
  numbersOf,
  schoolRoles,
  walk,
} from './walking.ts'

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
    const cells = await walk(world, { owner, sql, watchLooks: true, who: 'each role' })
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
      } else if (isOfTeamAlone(cell.page) && schoolRoles.includes(visitor.role)) {
        if (seen.status !== 404) says('for what is of the CME team alone')
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
    const cells = await walk(world, { owner, sql, withoutApplicationWall: true, who: 'each kind' })
    const leaks = leaksIn(cells)
    t.diagnostic(numbersOf(cells, leaks))
    assert.deepEqual(leaks, [])
  })

  test('with the database’s wall taken away, the application’s alone lets nothing through', async t => {
    // The owner's policy lets the owner see every row: no role of the database can be more careless than that.
    const { owner } = await freshDatabase(t)
    const world = await makeWorld(owner)
    const cells = await walk(world, { owner, sql: owner, who: 'each kind' })
    const leaks = leaksIn(cells)
    t.diagnostic(numbersOf(cells, leaks))
    assert.deepEqual(leaks, [])
  })

  test('with both taken away it does see leaks: the walk is not blind', async t => {
    const { owner } = await freshDatabase(t)
    const world = await makeWorld(owner)
    const cells = await walk(world, {
      owner,
      sql: owner,
      withoutApplicationWall: true,
      glance: true,
      who: 'each kind',
    })
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
