// The model on the real database: forms sent late, two people and the other nouns at once. Nothing that was taken is lost, nothing is
// written twice, and the columns and the case are what the history makes.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { asViewer } from '../access/store.ts'
import { makeChild, makePeople, type TestPeople } from '../access/testing/people.ts'
import { systemViewer } from '../access/viewer.ts'
import { addDays, localDate } from '../calendar/local-date.ts'
import { type FreshDatabase, freshDatabase } from '../platform/testing/database.ts'
import { takeStep } from './actions.ts'
import { caseFrom, isOpen, nextStep, nextSteps, type Step } from './case.ts'
import * as steps from './steps.ts'
import { caseByToken, historyOf, rebuildColumns, tellCase } from './store.ts'
import { chance, doing } from './testing/model.ts'
import { refer } from './testing/referred.ts'

const seed = Number(process.env.ONROLL_MODEL_SEED ?? 4)
const rounds = Number(process.env.ONROLL_MODEL_ROUNDS ?? 60)
let db: FreshDatabase
let people: TestPeople
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
})

test('two people and the night at once, forms that are late: nothing lost, nothing twice', async () => {
  const r = chance(seed)
  const who = [people.right['cme-officer'], people.right.manager, people.wrongSchool.manager] as const
  let on = localDate('2026-11-20')
  const cases: string[] = []
  for (const surname of ['Ash', 'Bay', 'Cob']) {
    const child = await makeChild(db.owner, { school: people.alder, surname })
    cases.push((await refer(db.app, people, child, { level: 'keep in view', on })).token)
  }
  const written = new Map(cases.map(token => [token, 1]))
  const seenOnce = new Map<string, string>()
  let stale = 0
  let refused = 0
  for (let round = 0; round < rounds; round += 1) {
    on = addDays(on, r.upTo(4))
    const system = systemViewer('001', on)
    const token = cases[r.upTo(cases.length)]!
    const c = await asViewer(db.app, system, async tx =>
      caseFrom(await historyOf(tx, system, (await caseByToken(tx, system, token)).id)),
    )
    // The form as it was now, or as somebody opened it rounds ago.
    const seen = r.yes(0.7) ? c.seen : (seenOnce.get(token) ?? c.seen)
    if (r.yes(0.3)) seenOnce.set(token, c.seen)
    const took = async (person: (typeof who)[number]) => {
      const viewer = person.viewer(on)
      const open = nextSteps[c.state] as readonly Step[]
      const step = open[r.upTo(open.length)]!
      const made = chance(seed * 1000 + round)
      let given = 0
      const result = await asViewer(db.app, viewer, tx =>
        takeStep(tx, viewer, token, seen, (now, by, day) => {
          const decided =
            step === 'offer a place' || step === 'found on roll' || step === 'answer an offer'
              ? steps.note(now, { fact: 'A note', opinion: '' })
              : doing[step](now, made, by, day)
          given = decided.allowed ? decided.value.length : 0
          return decided
        }),
      )
      if (result.done) return given
      if ('since' in result) {
        stale += 1
        assert.notEqual(seen, '', 'only a form that saw something can be late')
      } else refused += 1
      return 0
    }
    const told = async () => {
      const now = await asViewer(db.app, system, async tx => {
        const { id } = await caseByToken(tx, system, token)
        return tellCase(tx, system, { caseId: id }, [
          { type: 'task-set', key: `visit ${round}`, says: 'Hear of it', due: addDays(on, 5) },
          { type: 'recorded', what: 'visit', title: 'A visit', lines: [], work: false },
        ])
      })
      return now ? 2 : 0
    }
    const [first, second] = [who[r.upTo(3)]!, who[r.upTo(3)]!]
    const many = await Promise.all([took(first), took(second), ...(r.yes(0.4) ? [told()] : [])])
    // Two forms that saw the same: the second is told of the first, unless the first was refused.
    assert.ok(many[0] === 0 || many[1] === 0, 'both of two people wrote over one another')
    written.set(token, written.get(token)! + many.reduce((sum, one) => sum + one, 0))
  }
  const system = systemViewer('001', on)
  for (const token of cases) {
    const history = await asViewer(db.app, system, async tx =>
      historyOf(tx, system, (await caseByToken(tx, system, token)).id),
    )
    assert.equal(history.length, written.get(token), 'an event lost, or one too many')
    assert.equal(new Set(history.map(event => event.id)).size, history.length)
    const c = caseFrom(history)
    assert.equal(nextStep(c) !== undefined, isOpen(c))
  }
  assert.deepEqual(await asViewer(db.app, system, tx => rebuildColumns(tx, system)), [])
  assert.ok(stale > 5 && refused > 0, `${stale} late, ${refused} refused: little was tried`)
})
