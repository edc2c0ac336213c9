import assert from 'node:assert/strict'
import test from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { copyEach, copyOut, eachPiece } from './copy.ts'
import { freshDatabase } from './testing/database.ts'

const rowsOf = (count: number) =>
  `copy (select n, repeat('x', 50) from generate_series(1, ${count}) n) to stdout`
const sizes = [0, 1, 100, 400, 1000, 1500, 5000, 100_000]

test('a connection can be used after a COPY of any size, however late its reading begins', {
  timeout: 60_000,
}, async t => {
  const { owner } = await freshDatabase(t)
  for (const count of sizes) {
    const answer = await owner.begin(async tx => {
      const stream = await copyOut(tx, rowsOf(count))
      // Everything may have come, and the connection been stopped, before the first byte is read.
      await pause(20)
      let lines = 0
      await eachPiece(stream, piece => {
        lines += piece.toString('latin1').split('\n').length - 1
      })
      assert.equal(lines, count)
      const [row] = await tx`select 42 as answer`
      return row!.answer
    })
    assert.equal(answer, 42)
  }
})

test('when whoever reads it fails, the transaction is rolled back and says why', {
  timeout: 60_000,
}, async t => {
  const { owner } = await freshDatabase(t)
  for (const count of sizes.slice(1)) {
    const reading = owner.begin(async tx => {
      await eachPiece(await copyOut(tx, rowsOf(count)), () => {
        throw new Error('the disk is full')
      })
    })
    await assert.rejects(reading, /the disk is full/)
    assert.equal((await owner`select 42 as answer`)[0]!.answer, 42)
  }
})

test('each piece the moment it comes: all of them, once, and the connection can be used afterwards', {
  timeout: 60_000,
}, async t => {
  const { owner } = await freshDatabase(t)
  for (const count of sizes) {
    const answer = await owner.begin(async tx => {
      let lines = 0
      await copyEach(tx, rowsOf(count), piece => {
        lines += piece.toString('latin1').split('\n').length - 1
      })
      assert.equal(lines, count)
      const [row] = await tx`select 42 as answer`
      return row!.answer
    })
    assert.equal(answer, 42)
  }
})

test('each piece: what fails on either side is said, and the connection can be used afterwards', {
  timeout: 60_000,
}, async t => {
  const { owner } = await freshDatabase(t)
  for (const count of sizes.slice(1)) {
    const taking = owner.begin(tx =>
      copyEach(tx, rowsOf(count), () => {
        throw new Error('no row like this')
      }),
    )
    await assert.rejects(taking, /no row like this/)
    assert.equal((await owner`select 42 as answer`)[0]!.answer, 42)
  }
  // The last row cannot be made.
  const giving = owner.begin(tx =>
    copyEach(tx, 'copy (select 1 / (100000 - n) from generate_series(1, 100000) n) to stdout', () => {}),
  )
  await assert.rejects(giving, /division by zero/)
  assert.equal((await owner`select 42 as answer`)[0]!.answer, 42)
})
