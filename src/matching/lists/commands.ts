/** `onroll link`: the same person across two files, or twice in one. */
import { Worker } from 'node:worker_threads'
import type { Command, CommandIo } from '../../platform/command.ts'
import { type Assigned, assignSettled, type Pairs } from '../assignment.ts'
import type { KeyIndex } from '../candidates.ts'
import { findKin, withKin } from '../kin.ts'
import { assignedAtFirst, joined, pairsOfOne, replaced, unsettled, wideOfOne } from '../linker.ts'
import {
  type Sizes,
  type Training,
  type TrainingOptions,
  teachesTooLittle,
  trainFrom,
  untrained,
} from '../training.ts'
import { columns } from './columns.ts'
import { done, Hand, type ListRead, type Reply, type Steps, type Task } from './jobs.ts'
import { type LinkAsked, linkHelp, readLinkArgs } from './options.ts'
import { type Chosen, noSums, type Sums } from './printing.ts'
import { sharedAssigned, sharedKin, sharedPairs } from './work.ts'

export const linkCommand: Command = { name: 'link', help: linkHelp, run }

async function run(args: string[], io: CommandIo): Promise<number> {
  const asked = readLinkArgs(args)
  if (asked === 'help') {
    io.stdout.write(linkHelp)
    return 0
  }
  if ('wrong' in asked) {
    io.stderr.write(`${asked.wrong}\n\n${linkHelp}`)
    return 2
  }
  const helpers = asked.threads === 1 ? [ownHand()] : [thread(), thread()]
  try {
    return await link(asked, helpers, io)
  } catch (error) {
    // Nobody reads on, as with `| head`: there is nothing more to say, and nothing was wrong.
    if (error instanceof NobodyReads) return 0
    throw error
  } finally {
    for (const helper of helpers) helper.close()
  }
}

type Read = Extract<ListRead, { refused: undefined }>

async function link(asked: LinkAsked, helpers: readonly Helper[], io: CommandIo): Promise<number> {
  const started = performance.now()
  const progress = progressOn(io.stderr)
  const step = asked.times ? timesOn(io.stderr) : () => {}
  progress('reading')
  const [first, last] = [helpers[0]!, helpers.at(-1)!]
  const dedupe = asked.right === undefined
  const reads = await Promise.all([
    first.ask('read', asked.left, true),
    ...(asked.right === undefined ? [] : [last.ask('read', asked.right, false)]),
  ])
  step('read')
  progress('')
  for (const { problems } of reads) for (const line of problems) io.stderr.write(`${line}\n`)
  const refused = reads.filter(read => read.refused !== undefined)
  for (const { refused: why } of refused) io.stderr.write(`${why}\n`)
  if (refused.length > 0) return 1
  const [left, right = left] = reads as Read[]
  const lists = { left: left!, right: right! }
  sayWhatIsCompared(lists, io)

  progress('learning')
  const values = await first.ask('merge', right!.values, right!.corpus)
  step('values put together')
  const ofRight = dedupe ? undefined : right!.corpus
  // The first thread has the values already: it sorts the keys while the other takes them and counts.
  const indexed = first.ask('begin', left!.corpus, ofRight).then(() => first.ask('index'))
  if (last !== first) {
    await last.ask('take', values)
    await last.ask('begin', left!.corpus, ofRight)
  }
  const [index, counts] = await Promise.all([indexed, last.ask('counts')])
  step('keys and counts')
  saySkipped(index, 'those who find nobody are looked for again by wider keys', io)
  await all(helpers, 'prepare', index, counts)
  const sizes = { left: left!.corpus.size, right: right!.corpus.size }
  const training = await learned(helpers, sizes, { seed: asked.seed, dedupe })
  const { weights } = training
  await all(helpers, 'use', weights)
  step('learned')
  progress('')
  io.stderr.write(`Learned from ${training.from}\n`)

  const size = right!.corpus.size
  let pairs = joined(
    await inStretches(
      helpers,
      size,
      2048,
      (helper, from, to) => helper.ask('score', from, to),
      progress,
      'compared',
    ),
  )
  step('compared')
  const prior = { leftSize: left!.corpus.size, rightSize: size, matched: weights.matched, many: asked.many }
  let assigned: Assigned
  if (dedupe) {
    if (size <= wideOfOne) {
      const everybody = Int32Array.from({ length: size }, (_, row) => row)
      pairs = await lookedWider(helpers, everybody, pairs, progress, io)
    }
    ;({ pairs, assigned } = await first.ask('closed', pairs, pairsOfOne(pairs, size, weights)))
  } else {
    const again = unsettled(pairs, assignedAtFirst(pairs, prior))
    step('assigned')
    pairs = await lookedWider(helpers, again, pairs, progress, io)
    step('looked wider')
    assigned = assignSettled(pairs, prior)
    step('assigned')
    const kin = findKin({ left: left!.corpus, right: right!.corpus }, pairs, assigned)
    await all(helpers, 'useKin', sharedKin(kin))
    const rights = withKin(kin, pairs, assigned)
    pairs = await askedAgain(helpers, 'scoreKin', rights, pairs, progress)
    step('looked among kin')
    assigned = assignSettled(pairs, prior)
    step('assigned')
  }
  const compared = (await all(helpers, 'compared')).reduce((sum, many) => sum + many, 0)

  const ids = { left: left!.ids, right: right!.ids }
  const options = { json: asked.json, threshold: asked.threshold, dedupe }
  await all(helpers, 'printing', ids, sharedPairs(pairs), sharedAssigned(assigned), options)
  const out = writer(io.stdout)
  const sums = await print(helpers, asked.candidates ? 'candidates' : 'pairs', size, out)
  if (asked.unmatched) await print(helpers, 'unmatched', size, out)
  await out.end()
  step('printed')
  progress('')
  sayWhatWasFound(sums, asked, io)
  const seconds = (performance.now() - started) / 1000
  io.stderr.write(
    `${compared.toLocaleString('en-GB')} pairs were compared in ${seconds.toFixed(seconds < 10 ? 2 : 1)} seconds\n`,
  )
  return 0
}

/** What the lists teach: the threads share the looking. */
async function learned(
  helpers: readonly Helper[],
  sizes: Sizes,
  options: TrainingOptions,
): Promise<Training> {
  if (teachesTooLittle(sizes)) return untrained
  const [strangers, household] = await Promise.all([
    helpers[0]!.ask('learnStrangers', options.seed),
    helpers.at(-1)!.ask('learnSiblings', options.seed),
  ])
  const background = { strangers, household }
  const samples = await Promise.all(
    helpers.map((helper, part) => helper.ask('takeSample', background, options.seed, part, helpers.length)),
  )
  return trainFrom(background, samples, sizes, options)
}

/** The second pass: those who found nobody are looked for by wider keys, or among all where the lists are short. */
async function lookedWider(
  helpers: readonly Helper[],
  rights: Int32Array,
  known: Pairs,
  progress: Progress,
  io: CommandIo,
): Promise<Pairs> {
  const wide = await helpers[0]!.ask('wideIndex', rights)
  if (wide) saySkipped(wide, 'whoever is in such a crowd and nowhere else may have been missed', io)
  await all(helpers, 'lookWider', wide)
  return await askedAgain(helpers, 'scoreWide', rights, known, progress)
}

/** Scores some records again; gives the pairs of all. */
async function askedAgain(
  helpers: readonly Helper[],
  step: 'scoreWide' | 'scoreKin',
  rights: Int32Array,
  known: Pairs,
  progress: Progress,
): Promise<Pairs> {
  if (rights.length === 0) return known
  await all(helpers, 'know', sharedPairs(known))
  const found = await inStretches(
    helpers,
    rights.length,
    256,
    (helper, from, to) => helper.ask(step, rights.slice(from, to)),
    progress,
    'looked again for',
  )
  return replaced(known, rights, joined(found))
}

// What is said ------------------------------------------------------------------------------------

function sayWhatIsCompared({ left, right }: { left: Read; right: Read }, io: CommandIo): void {
  const both = columns.filter((column, i) => column !== 'id' && left.has[i] && right.has[i])
  if (both.length === 0)
    io.stderr.write('The files have no column in common but id: nothing can be compared\n')
}

/** A crowd, such as all who live in one hostel, is not compared one by one: it is said what was skipped, and what of it. */
function saySkipped({ skippedKeys, skippedEntries }: KeyIndex, then: string, io: CommandIo): void {
  if (skippedKeys === 0) return
  const n = (many: number) => many.toLocaleString('en-GB')
  const keys = skippedKeys === 1 ? '1 key' : `${n(skippedKeys)} keys`
  io.stderr.write(
    `Skipped: ${keys} (a postcode, a birthday with how a name sounds) that too many records share, ${n(skippedEntries)} entries; ${then}\n`,
  )
}

function sayWhatWasFound(sums: Sums, { candidates, right }: LinkAsked, io: CommandIo): void {
  const n = (many: number) => Math.round(many).toLocaleString('en-GB')
  const { certain, probable, look, none } = sums
  const pairs = `${n(certain)} certain, ${n(probable)} probable, ${n(look)} to look at`
  if (candidates) {
    io.stderr.write(`Every pair that was scored: ${pairs}, ${n(none)} not alike enough\n`)
    return
  }
  const nobody = right === undefined ? '' : `; ${n(sums.unmatched)} of the right file found nobody`
  io.stderr.write(`${pairs}${nobody}\n`)
  const wrong = expected(sums.wrongExpected)
  const there = expected(sums.thereExpected)
  io.stderr.write(
    right === undefined
      ? `By their own probabilities, ${wrong} of the certain and probable are expected to be wrong\n`
      : `By their own probabilities, ${wrong} of the certain and probable are expected to be wrong (hidden or mistaken for another), and ${there} of those who found nobody to be there all the same (false flags)\n`,
  )
}

const expected = (many: number): string =>
  many < 0.1
    ? 'none'
    : many < 10
      ? `about ${many.toFixed(1)}`
      : `about ${Math.round(many).toLocaleString('en-GB')}`

/** Says after each step how long it took, and how long the processors worked at it in all threads. */
function timesOn(out: CommandIo['stderr']): (step: string) => void {
  let [then, before] = [performance.now(), process.cpuUsage()]
  return step => {
    const [now, usage] = [performance.now(), process.cpuUsage()]
    const worked = usage.user + usage.system - before.user - before.system
    out.write(
      `${step.padEnd(20)} ${((now - then) / 1000).toFixed(2).padStart(7)} s, ${(worked / 1e6).toFixed(2).padStart(7)} s of processor\n`,
    )
    then = now
    before = usage
  }
}

type Progress = (what: string) => void

/** How far it has come, on one line that is written over: on a terminal only. */
function progressOn(out: CommandIo['stderr']): Progress {
  if (!('isTTY' in out) || out.isTTY !== true) return () => {}
  return what => out.write(`\r\u001b[K${what}`)
}

// Work shared out ---------------------------------------------------------------------------------

/** One that does what it is asked, one thing after another: a thread, or this one. */
type Helper = {
  ask<S extends keyof Steps>(step: S, ...args: Parameters<Steps[S]>): Promise<Awaited<ReturnType<Steps[S]>>>
  close(): void
}

function ownHand(): Helper {
  const hand = new Hand()
  return { ask: async (step, ...args) => done(hand, { step, args }) as never, close: () => {} }
}

/** A thread of its own. What it is asked while it is busy waits. */
function thread(): Helper {
  const worker = new Worker(new URL('./jobs.ts', import.meta.url), {
    workerData: { onroll: 'link' },
    // Reading makes many short-lived texts: with a small nursery, half the time goes into carrying them out of it.
    resourceLimits: { maxYoungGenerationSizeMb: 256, maxOldGenerationSizeMb: 4096 },
  })
  const waiting: { done: (answer: never) => void; failed: (error: Error) => void }[] = []
  const fail = (error: Error) => {
    for (const one of waiting.splice(0)) one.failed(error)
  }
  worker.on('message', (reply: Reply) => {
    const one = waiting.shift()
    if ('failed' in reply) one?.failed(new Error(reply.failed))
    else one?.done(reply.answer as never)
  })
  worker.on('error', error => fail(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', code => fail(new Error(`A thread ended with ${code}`)))
  return {
    ask: (step, ...args) =>
      new Promise((done, failed) => {
        waiting.push({ done, failed })
        const task: Task = { step, args }
        worker.postMessage(task)
      }),
    close() {
      worker.removeAllListeners('exit')
      void worker.terminate()
    },
  }
}

const all = <S extends keyof Steps>(
  helpers: readonly Helper[],
  step: S,
  ...args: Parameters<Steps[S]>
): Promise<Awaited<ReturnType<Steps[S]>>[]> => Promise.all(helpers.map(helper => helper.ask(step, ...args)))

/** Shares so many records out in stretches to whoever is free; gives what came of them, in their order. */
async function inStretches<T>(
  helpers: readonly Helper[],
  size: number,
  length: number,
  work: (helper: Helper, from: number, to: number) => Promise<T>,
  progress: Progress,
  word: string,
): Promise<T[]> {
  const results: T[] = new Array(Math.ceil(size / length))
  let next = 0
  let ready = 0
  const run = async (helper: Helper) => {
    while (next < results.length) {
      const stretch = next++
      const from = stretch * length
      const to = Math.min(size, from + length)
      results[stretch] = await work(helper, from, to)
      ready += to - from
      progress(`${word} ${ready.toLocaleString('en-GB')} of ${size.toLocaleString('en-GB')}`)
    }
  }
  await Promise.all(helpers.map(run))
  return results
}

// Printing ----------------------------------------------------------------------------------------

/** So many stretches may be ready and not yet written. */
const aheadMost = 16
const stretch = 1024

/** Prints a part, stretch by stretch in the order of the right list, and waits where the reader is slower than we are. */
async function print(helpers: readonly Helper[], what: Chosen, size: number, out: Out): Promise<Sums> {
  const sums = noSums()
  const ready = new Map<number, Uint8Array>()
  const stretches = Math.ceil(size / stretch)
  let next = 0
  let written = 0
  let wake: () => void = () => {}
  let moved = new Promise<void>(done => {
    wake = done
  })
  const run = async (helper: Helper) => {
    for (;;) {
      while (next < stretches && next >= written + aheadMost) await moved
      if (next >= stretches) return
      const own = next++
      const printed = await helper.ask('print', what, own * stretch, Math.min(size, (own + 1) * stretch))
      ready.set(own, printed.bytes)
      for (const key of Object.keys(sums) as (keyof Sums)[]) sums[key] += printed.sums[key]
      await flush()
    }
  }
  let flushing = false
  const flush = async () => {
    if (flushing) return
    flushing = true
    for (let bytes = ready.get(written); bytes !== undefined; bytes = ready.get(written)) {
      ready.delete(written)
      await out.write(bytes)
      written++
      wake()
      moved = new Promise<void>(done => {
        wake = done
      })
    }
    flushing = false
  }
  await Promise.all(helpers.map(run))
  await flush()
  return sums
}

class NobodyReads extends Error {}

type Out = { write(bytes: Uint8Array): Promise<void>; end(): Promise<void> }

/** Writes and waits until it is taken. Throws NobodyReads when the other end is closed. */
function writer(stream: CommandIo['stdout']): Out {
  const write = (bytes: Uint8Array) =>
    new Promise<void>((done, failed) => {
      stream.write(bytes, error => {
        if (!error) return done()
        const { code } = error as NodeJS.ErrnoException
        failed(code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED' ? new NobodyReads() : error)
      })
    })
  return {
    write: async bytes => (bytes.length === 0 ? undefined : await write(bytes)),
    end: () => write(new Uint8Array(0)),
  }
}
