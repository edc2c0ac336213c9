import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { asViewer } from '../../access/store.ts'
import { makePeople, type TestPeople } from '../../access/testing/people.ts'
import { systemViewer } from '../../access/viewer.ts'
import type { Command } from '../../platform/command.ts'
import { type FreshDatabase, freshDatabase } from '../../platform/testing/database.ts'
import { makeLists } from '../made-up/lists.ts'
import { forenameKey, surnameKey } from '../name-keys.ts'
import { usualRegister } from '../register.ts'
import { matchingCommand } from './commands.ts'
import { modelsOf, registerOf } from './store.ts'

const system = systemViewer('001', '2026-11-20')
let db: FreshDatabase
let people: TestPeople
before(async () => {
  db = await freshDatabase()
  people = await makePeople(db.owner)
  const made = makeLists({ children: 900, seed: 6, errors: 1, pool: 'usual' }).left
  await db.owner`
    insert into children (la_code, id, token, surname, forename, date_of_birth, sex, upn, surname_key, forename_key)
    select '001', gen_random_uuid(), 'made-' || c.id, c.surname, c.forename, c.born, c.sex, c.upn, c.surname_key, c.forename_key
    from unnest(${made.map(one => one.id)}::text[], ${made.map(one => one.surname)}::text[],
      ${made.map(one => one.forename)}::text[], ${made.map(one => one.date_of_birth)}::date[],
      ${made.map(one => one.sex || 'U')}::text[], ${made.map(one => one.upn)}::text[],
      ${made.map(one => surnameKey(one.surname))}::text[], ${made.map(one => forenameKey(one.forename))}::text[])
      as c(id, surname, forename, born, sex, upn, surname_key, forename_key)`
})

async function onroll(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const into = (where: 'out' | 'err') => ({
    write(text: string) {
      said[where] += text
    },
  })
  const io = {
    ...{ stdin: process.stdin, stdout: into('out'), stderr: into('err') },
    database: async () => ({
      connection: db.appOptions,
      app: db.appOptions,
      embedded: undefined,
      release: async () => {},
    }),
  } as unknown as Parameters<Command['run']>[1]
  return { code: await matchingCommand.run([...args, '--la', '001'], io), ...said }
}
const inForce = () => asViewer(db.app, system, tx => registerOf(tx, system))

test('a model is learned, proposed, accepted by a person, and left again for an older one', async () => {
  assert.match((await onroll()).out, /starting weights are in force/)
  assert.equal((await inForce()).weights.version, usualRegister(1000).weights.version)
  const first = await onroll('train', '--by', 'Ada Data')
  assert.equal(first.code, 0, first.err)
  assert.match(first.out, /Model 1, made .* by Ada Data: proposed/)
  assert.match(first.out, /on made-up children: usual f1 (1|0\.99)/)
  const counted = await inForce()
  assert.equal(counted.weights.version, usualRegister(1000).weights.version, 'a proposal changes nothing')
  assert.ok(
    counted.surnames.size > 50,
    'names are counted from the first day, or namesakes would pass for one child',
  )
  await assert.rejects(onroll('accept', '1'), { message: /--by, --why/ })
  assert.equal((await onroll('accept', '7', '--by', 'Ada', '--why', 'x', '--even-so')).code, 1)
  assert.equal((await onroll('accept', '1', '--by', 'Ada Data', '--why', 'First one', '--even-so')).code, 0)
  assert.ok((await inForce()).surnames.size > 50)
  await onroll('train')
  assert.equal((await onroll('accept', '2', '--by', 'Ada Data', '--why', 'Newer', '--even-so')).code, 0)
  assert.match(
    (await onroll()).out,
    /Model 2.*: in force: accepted .* by Ada Data, Newer[\s\S]*Model 1.*: was in force/,
  )
  // Back again, without being asked whether even so.
  assert.equal((await onroll('accept', '1', '--by', 'Ada Data', '--why', 'Back')).code, 0)
  assert.match((await onroll()).out, /Model 1.*: in force: accepted .* by Ada Data, Back/)
})

test('one of which a level moved far is accepted only by saying so', async () => {
  const version = await asViewer(db.app, system, async tx => {
    const [row] = await tx<{ version: number }[]>`
      insert into matching_models (la_code, version, model, trained_on, measures, moved, made_name)
      select '001', 50, model, trained_on, measures,
             '{"tooFar": true, "levels": [{"level": "Forename: the same", "from": 0.87, "to": 0.5}]}', 'A test'
      from matching_models where version = 1 returning version`
    return row!.version
  })
  const refused = await onroll('accept', String(version), '--by', 'Ada', '--why', 'x')
  assert.equal(refused.code, 1)
  assert.match(refused.out, /Forename: the same: 87\.0 in 100 → 50\.0 in 100/)
})

test('models are the authority’s own, and no school’s', async () => {
  for (const viewer of [
    people.right.headteacher.viewer('2026-11-20'),
    { ...people.right.headteacher.viewer('2026-11-20'), unscoped: true as const },
    people.wrongAuthority.manager.viewer('2026-11-20'),
  ]) {
    assert.equal((await asViewer(db.app, viewer, tx => modelsOf(tx, viewer))).length, 0)
    assert.equal((await asViewer(db.app, viewer, tx => registerOf(tx, viewer))).surnames.size, 0)
  }
})
