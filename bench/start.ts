// How long from the command to the first answer? First starts make the database, and the demonstration; later ones do not.
//
// npm run bench -- start [--times 5]

import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkout } from '../src/platform/database.ts'
import { throwAwayFolder } from './authority-at-size.ts'
import { percentile, say } from './machine.ts'

const longest = 180_000

export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({ args, options: { times: { type: 'string' } } })
  const times = Math.min(20, Math.max(1, Number(values.times ?? 5)))
  const first = await starts('demonstration', [], times)
  const empty = await starts('empty', ['--empty'], times)
  return { secondsFromCommandToReady: { 'with the demonstration': first, empty } }
}

/** Starts and stops in a new data folder: once to make it, and so many times more. */
async function starts(name: string, options: readonly string[], times: number) {
  const dataDir = throwAwayFolder(name)
  try {
    const first = await startOnce(dataDir, options)
    say(`  ${name}, first: ${first} s`)
    const later: number[] = []
    for (let i = 0; i < times; i++) later.push(await startOnce(dataDir, options))
    say(`  ${name}, later: ${later.join(', ')} s`)
    return { first, later: percentile(later, 0.5), laterMax: Math.max(...later), times }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Seconds until /health/ready says yes. The service is stopped again, and its database with it. */
async function startOnce(dataDir: string, options: readonly string[]): Promise<number> {
  const port = await freePort()
  const started = performance.now()
  // The words of package.json's "start", without npm, whose own time is not ours.
  const words = ['--max-semi-space-size=8', join(checkout, 'bin/onroll.js'), 'start', ...options]
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env.PATH, ONROLL_DATA_DIR: dataDir, ONROLL_PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let heard = ''
  child.stderr.on('data', part => {
    heard += part
  })
  let hasEnded = false
  const ended = new Promise<void>(done => {
    child.once('exit', () => {
      hasEnded = true
      done()
    })
  })
  try {
    while (!(await isReady(port))) {
      if (hasEnded || performance.now() - started > longest) throw new Error(`It did not start:\n${heard}`)
      await new Promise(done => setTimeout(done, 5))
    }
    return Math.round((performance.now() - started) / 10) / 100
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://localhost:${port}/health/ready`)).status === 200
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise(done => {
    const server = createServer().listen(0, 'localhost', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
