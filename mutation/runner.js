// Runs our tests for Stryker in one process, again and again. Starting Node for each of some thousand changes would take hours;
// a change that is chosen while the program runs takes milliseconds. A change to what happens while a file is loaded needs all
// files loaded anew, which the same process does too, under another address.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin'
import {
  DryRunStatus,
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import { collected, loading, runOne } from './node-test.js'

/** How long each test took at first: the quick ones are asked first. */
const times = 'times.json'
/** Seconds of the processor that a change may take. */
const patience = 1.5
const standIn = new URL('./node-test.js', import.meta.url).href

class Runner {
  #files
  #chosen
  #isLoaded = false

  constructor(options) {
    this.#files = options.rules.testFiles
    globalThis.__stryker__ ??= {}
    this.#chosen = globalThis.__stryker__
  }

  capabilities() {
    return { reloadEnvironment: true }
  }

  async dryRun() {
    await this.#load()
    const result = await this.#run(collected, false)
    writeFileSync(times, JSON.stringify(result.tests.map(one => [one.id, one.timeSpentMs])))
    // What happens while files load and again in a test is changed after loading: what a test then notices is the same.
    const { static: whileLoading, perTest } = result.mutantCoverage
    for (const covered of Object.values(perTest)) for (const mutant in covered) delete whileLoading[mutant]
    return result
  }

  async mutantRun({ activeMutant, mutantActivation, reloadEnvironment, testFilter, hitLimit, disableBail }) {
    this.#chosen.hitCount = 0
    this.#chosen.hitLimit = hitLimit
    this.#chosen.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined
    if (reloadEnvironment) this.#isLoaded = false
    try {
      await this.#load()
    } catch (error) {
      // What cannot even be loaded is noticed.
      this.#isLoaded = false
      return toMutantRunResult({
        status: DryRunStatus.Complete,
        tests: [failed('loading', this.#files[0], error)],
      })
    }
    this.#chosen.activeMutant = activeMutant.id
    const wanted = testFilter && new Set(testFilter)
    const result = await this.#run(
      collected.filter(one => !wanted || wanted.has(one.id)),
      !disableBail,
    )
    this.#chosen.activeMutant = undefined
    return toMutantRunResult(determineHitLimitReached(this.#chosen.hitCount, hitLimit) ?? result)
  }

  async #load() {
    if (this.#isLoaded) return
    this.#isLoaded = true
    collected.length = 0
    loadAnew()
    // Before the first of the tests: how generated cases are to be tried.
    await import(pathToFileURL(resolve('cases.mjs')).href)
    for (const file of this.#files) {
      loading(file)
      await import(pathToFileURL(resolve(file)).href)
    }
    if (!existsSync(times)) return
    const took = new Map(JSON.parse(readFileSync(times, 'utf8')))
    collected.sort((a, b) => (took.get(a.id) ?? 0) - (took.get(b.id) ?? 0))
  }

  async #run(tests, stopsAtFirst) {
    const results = []
    const began = process.cpuUsage()
    for (const one of tests) {
      // What the quick tests do not notice in this time counts as not noticed, though a slow one might.
      const { user } = process.cpuUsage(began)
      if (stopsAtFirst && user > patience * 1e6) break
      this.#chosen.currentTestId = one.id
      const started = performance.now()
      try {
        await runOne(one)
        const timeSpentMs = Math.ceil(performance.now() - started)
        results.push({
          id: one.id,
          name: one.name,
          fileName: one.file,
          timeSpentMs,
          status: TestStatus.Success,
        })
      } catch (error) {
        results.push(failed(one.id, one.file, error))
        if (stopsAtFirst) break
      } finally {
        this.#chosen.currentTestId = undefined
      }
    }
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: this.#chosen.mutantCoverage }
  }
}

const failed = (id, fileName, error) => ({
  id,
  name: id,
  fileName,
  timeSpentMs: 0,
  status: TestStatus.Failed,
  failureMessage: String(error?.message ?? error).slice(0, 500),
})

let generation = 0
const ours = pathToFileURL(resolve('src')).href
const stripped = new Map()

/** From now on every file of ours is another module than before. Its types are taken off once. */
function loadAnew() {
  if (generation++ > 0) return
  registerHooks({
    resolve(name, context, next) {
      if (name === 'node:test') return { url: standIn, shortCircuit: true }
      const found = next(name, context)
      if (!found.url.startsWith(ours)) return found
      return { ...found, url: `${found.url.split('?')[0]}?${generation}` }
    },
    load(url, context, next) {
      if (!url.startsWith(ours) || !/\.ts\?\d+$/.test(url)) return next(url, context)
      const file = fileURLToPath(url.split('?')[0])
      if (!stripped.has(file)) stripped.set(file, stripTypeScriptTypes(readFileSync(file, 'utf8')))
      return { format: 'module', source: stripped.get(file), shortCircuit: true }
    },
  })
}

const create = options => new Runner(options)
create.inject = tokens(commonTokens.options)

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'rules', create)]
export const strykerValidationSchema = {
  properties: { rules: { type: 'object', properties: { testFiles: { type: 'array' } } } },
}
