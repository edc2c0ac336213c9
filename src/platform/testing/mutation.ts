// Would a test notice if a rule were wrong? Changes the rules, one small thing at a time, and runs the tests on each change.
//
//   npm run mutation                          every file of rules
//   npm run mutation -- src/absences/walk.ts  only these
//   npm run mutation -- --least 90            and fail under so many of a hundred
//
// Stryker makes the changes. It is installed in mutation/ on first use, apart from everything else, because it brings many
// packages. It works on a copy of the project in the system's temporary folder. What it found is kept beside it, and asked
// again only where a file or one of its tests has changed since.

import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

const root = join(import.meta.dirname, '../../..')
const tool = join(root, 'mutation')
const kept = join(tool, 'node_modules/.cache')

/** The pure files that hold rules. */
const ruleFiles = [
  'src/calendar/*.ts',
  'src/law/*.ts',
  'src/absences/*.ts',
  'src/registers/{removal,ground,sheet}*.ts',
  'src/triggers/*.ts',
]

/** Left out, and why. */
const leftOut: readonly (readonly [RegExp, string])[] = [
  [/\.test\.ts$/, 'a test'],
  [/\/(store|actions|jobs|commands|[a-z]+-command)\.ts$/, 'touches the world: its tests need a database'],
  [/\/(examples|worked-examples)\.ts$/, 'made-up facts for tests'],
  [/\/nightly\//, 'says whom to judge, not what of: held on generated registers and with a database'],
  [
    /^src\/law\/(source|rule|answer|[a-z-]+-rules|definitions|readings|risk-groups)\.ts$/,
    'words and sources, no logic',
  ],
]

type Mutant = {
  status: string
  mutatorName: string
  replacement?: string
  location: { start: { line: number; column: number }; end: { line: number; column: number } }
}
type Report = { files: Record<string, { source: string; mutants: Mutant[] }> }

/** Takes files, or none for all, and `--least` for the least score. Gives the exit code. */
export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { least: { type: 'string' }, workers: { type: 'string', default: '2' } },
  })
  const missing = positionals.filter(file => !existsSync(join(root, file)))
  if (missing.length > 0) {
    console.error(`There is no ${missing.join(', ')}`)
    return 2
  }
  const files = positionals.length > 0 ? positionals.filter(isRule) : filesOfRules()
  const started = performance.now()
  await installed()
  const report: Report = { files: {} }
  for (const [noun, ofNoun] of Map.groupBy(files, nounOf)) {
    const { files: found } = await mutate(noun, ofNoun, Number(values.workers))
    // What was kept of other files is not asked for.
    for (const file of ofNoun) if (found[file]) report.files[file] = found[file]
  }
  const score = print(report)
  console.log(`In ${((performance.now() - started) / 60_000).toFixed(1)} minutes.`)
  const least = Number(values.least ?? 0)
  if (score < least) console.error(`The score is under ${least}%.`)
  return score < least ? 1 : 0
}

function filesOfRules(): string[] {
  return globSync(ruleFiles, { cwd: root }).sort().filter(isRule)
}

const isRule = (file: string): boolean => !leftOut.some(([pattern]) => pattern.test(file))

async function installed(): Promise<void> {
  if (existsSync(join(tool, 'node_modules/@stryker-mutator/core'))) return
  console.error('Installing Stryker in mutation/ ...')
  const code = await run('npm', ['ci', '--no-audit', '--no-fund'], tool)
  if (code !== 0) throw new Error('Stryker could not be installed in mutation/')
}

/** One noun at a time: its rules are to be held by its own tests, and the tests of all would take days. */
async function mutate(noun: string, files: readonly string[], concurrency: number): Promise<Report> {
  const copy = mkdtempSync(join(tmpdir(), 'onroll-mutation-'))
  try {
    for (const part of ['src', 'docs', 'README.md', 'package.json']) {
      cpSync(join(root, part), join(copy, part), { recursive: true })
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    writeFileSync(
      join(copy, 'cases.mjs'),
      // The first case that fails is enough; nobody reads which is the smallest.
      `import fc from 'fast-check'\nfc.configureGlobal({ endOnFailure: true })\n`,
    )
    const report = join(copy, 'report.json')
    const incremental = join(kept, `${noun}.json`)
    mkdirSync(kept, { recursive: true })
    if (existsSync(incremental)) {
      writeFileSync(join(copy, 'incremental.json'), JSON.stringify(withoutUnnoticed(incremental)))
    }
    writeFileSync(
      join(copy, 'stryker.config.json'),
      JSON.stringify({
        testRunner: 'rules',
        plugins: [join(tool, 'runner.js'), join(tool, 'words.js')],
        rules: { testFiles: testsOf(noun, files) },
        mutate: files,
        ignorers: ['words'],
        coverageAnalysis: 'perTest',
        incremental: true,
        incrementalFile: 'incremental.json',
        inPlace: true,
        // TypeScript has no interface for programs since version 7, and the code runs without being compiled.
        tsconfigFile: 'none.json',
        disableTypeChecks: false,
        reporters: ['json', 'progress-append-only'],
        jsonReporter: { fileName: 'report.json' },
        concurrency,
        // Modules once loaded are never let go: a new process from time to time.
        maxTestRunnerReuse: 100,
        // A change is given a time of the processor (mutation/runner.js); this is for one that never comes back.
        timeoutMS: 40_000,
        timeoutFactor: 0.01,
        allowConsoleColors: false,
      }),
    )
    const code = await run(
      process.execPath,
      [join(tool, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', 'stryker.config.json'],
      copy,
    )
    // What was found before somebody stopped it need not be found again.
    if (existsSync(join(copy, 'incremental.json'))) cpSync(join(copy, 'incremental.json'), incremental)
    if (code !== 0) throw new Error('Stryker did not come to an end: see above')
    return JSON.parse(readFileSync(report, 'utf8')) as Report
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/** What was found before, but for what went unnoticed: a test may have come since, which Stryker does not always see. */
function withoutUnnoticed(path: string): Report {
  const before = JSON.parse(readFileSync(path, 'utf8')) as Report
  for (const file of Object.values(before.files)) {
    file.mutants = file.mutants.filter(one => one.status !== 'Survived' && one.status !== 'NoCoverage')
  }
  return before
}

const nounOf = (file: string): string => file.split('/')[1]!

/** The tests of the same noun that use one of the files and need neither a database nor a browser: those of rules. */
function testsOf(noun: string, files: readonly string[]): string[] {
  const mutated = new Set(files)
  return globSync(`src/${noun}/**/*.test.ts`, { cwd: root })
    .sort()
    .filter(file => {
      const used = [...graphOf(file)]
      const isWorldly = used.some(one =>
        /^src\/(platform\/|app\.ts|main\.ts)|\/(store|actions)\.ts$/.test(one),
      )
      return !isWorldly && used.some(one => mutated.has(one))
    })
}

const importLine = /^\s*(?:import|export)\s+(type\s)?[^'"]*?from\s+'(\.[^']+)'/gm

/** Every file of ours that a file brings along. */
function graphOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(join(root, file))) return seen
  seen.add(file)
  const code = readFileSync(join(root, file), 'utf8')
  for (const [, isType, name] of code.matchAll(importLine)) {
    if (!isType) graphOf(join(dirname(file), name!), seen)
  }
  return seen
}

/** Prints each file's figures and every change that no test noticed. Gives the score: changes noticed, in hundredths. */
function print({ files }: Report): number {
  const all = { noticed: 0, of: 0 }
  for (const [file, { source, mutants }] of Object.entries(files).sort()) {
    const count = (...statuses: string[]) => mutants.filter(one => statuses.includes(one.status)).length
    const noticed = count('Killed', 'Timeout')
    const of = noticed + count('Survived', 'NoCoverage')
    all.noticed += noticed
    all.of += of
    console.log(
      `${file}: ${score(noticed, of)}  killed ${count('Killed')}, timed out ${count('Timeout')}, ` +
        `survived ${count('Survived')}, reached by no test ${count('NoCoverage')}, left alone ${count('Ignored')}`,
    )
    const lines = source.split('\n')
    for (const mutant of mutants.filter(one => one.status === 'Survived' || one.status === 'NoCoverage')) {
      const { start } = mutant.location
      console.log(`  line ${start.line}: ${lines[start.line - 1]!.trim()}`)
      console.log(
        `    ${textAt(lines, mutant.location)}  ->  ${flat(mutant.replacement ?? mutant.mutatorName)}`,
      )
    }
  }
  console.log(`\nAll: ${score(all.noticed, all.of)} of ${all.of} changes noticed`)
  return all.of === 0 ? 100 : (all.noticed / all.of) * 100
}

const score = (noticed: number, of: number): string =>
  of === 0 ? '-' : `${((noticed / of) * 100).toFixed(1)}%`
const flat = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 160)

function textAt(lines: readonly string[], { start, end }: Mutant['location']): string {
  const text = lines.slice(start.line - 1, end.line).join('\n')
  const after = lines[end.line - 1]!.length - (end.column - 1)
  return flat(text.slice(start.column - 1, text.length - after))
}

/** A change is mostly noticed by the first cases or by none. */
const fewerCases = { ONROLL_TEST_CASES: '40' }

function run(program: string, args: readonly string[], cwd: string): Promise<number> {
  return new Promise((done, failed) => {
    const env = {
      ...process.env,
      ...fewerCases,
      PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
    }
    // What Stryker says on the way is not the result.
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 2, 'inherit'] })
    child.once('error', failed)
    child.once('close', code => done(code ?? 1))
  })
}
