// What does `npm test` do? Format and lint, types, then every test, against one throw-away database cluster.
//
//   npm test                          everything a change must not break
//   npm test -- src/cases             only the tests under a folder, or one file
//   npm run test:long                 and the slow proofs in journeys/long, and whether a test would notice a wrong rule

import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { main as mutation } from './mutation.ts'
import { startTestServer } from './server.ts'

const root = join(import.meta.dirname, '../../..')
const bin = join(root, 'node_modules/.bin')

/** Runs the checks and the tests. Takes `--long` and any files or folders; gives the exit code. */
export async function main(args: string[]): Promise<number> {
  const started = performance.now()
  const long = args.includes('--long')
  const chosen = args.filter(arg => arg !== '--long')
  const wrong = chosen.filter(arg => arg.startsWith('-') || !existsSync(arg))
  if (wrong.length > 0) {
    console.error(`npm test takes --long, files and folders; not ${wrong.join(', ')}`)
    return 2
  }

  const checked = await Promise.all([
    run('Format and lint', join(bin, 'biome'), ['ci', '--colors=off', '.']),
    run('Types', join(bin, 'tsc'), ['--noEmit', '-p', '.']),
  ])
  const { server, stop } = await startTestServer()
  try {
    const patterns = chosen.length > 0 ? chosen.map(inside) : ['src/**/*.test.ts', 'journeys/*.test.ts']
    if (long && chosen.length === 0) patterns.push('journeys/long/*.test.ts')
    const tests = await run(
      undefined,
      process.execPath,
      ['--test', '--test-concurrency=2', '--test-timeout=1200000', ...patterns],
      { ...environmentForTests(), ONROLL_TEST_SERVER: JSON.stringify(server) },
    )
    const noticed = long && chosen.length === 0 ? await mutation(['--least', '90']) : 0
    const failed = [...checked, tests, noticed].some(code => code !== 0)
    if (checked.some(code => code !== 0)) console.error('The checks before the tests failed: see above.')
    console.error(
      `${failed ? 'Failed' : 'Passed'} in ${((performance.now() - started) / 1000).toFixed(1)} s in all.`,
    )
    return failed ? 1 : 0
  } finally {
    await stop({ remove: true })
  }
}

function inside(path: string): string {
  return statSync(path).isDirectory() ? join(path, '**/*.test.ts') : path
}

/** Without our own settings: a test says what it wants, and finds the database only as told here. */
function environmentForTests(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('ONROLL_') || name.startsWith('ONROLL_TEST_'),
  )
  return {
    ...Object.fromEntries(kept),
    PATH: `${bin}:${process.env.PATH ?? ''}`,
    // Three hundred files of tests each begin by reading most of src: what was read once is kept compiled.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/onroll-compiled'),
  }
}

/** Runs a program to its end. A named check says nothing while all is well. A signal to us is passed on and waited out. */
function run(
  name: string | undefined,
  program: string,
  args: string[],
  env = environmentForTests(),
): Promise<number> {
  const started = performance.now()
  return new Promise(done => {
    const child = spawn(program, args, {
      cwd: root,
      env,
      stdio: ['ignore', name ? 'pipe' : 'inherit', name ? 'pipe' : 'inherit'],
    })
    let said = ''
    child.stdout?.on('data', chunk => {
      said += chunk
    })
    child.stderr?.on('data', chunk => {
      said += chunk
    })
    const pass = (signal: NodeJS.Signals) => child.kill(signal)
    process.on('SIGINT', pass).on('SIGTERM', pass)
    child.once('error', error => {
      said += error.message
    })
    child.once('close', code => {
      process.off('SIGINT', pass).off('SIGTERM', pass)
      if (name) {
        const took = `${((performance.now() - started) / 1000).toFixed(1)} s`
        console.log(code === 0 ? `${name}: in order (${took})` : `${name}: failed (${took})\n${said.trim()}`)
      }
      done(code ?? 1)
    })
  })
}
