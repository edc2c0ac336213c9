/** The library must be embeddable anywhere: everything it brings along is pure, ours, and described. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, test } from 'node:test'
import * as rules from 'onroll/rules'

const src = import.meta.dirname
const importLine = /^\s*(?:import|export)\s[^'"]*?\sfrom\s+'([^']+)'|^\s*import\s+'([^']+)'/gm

/** Every file that the library brings along, and what each imports. */
function graph(): Map<string, string[]> {
  const imports = new Map<string, string[]>()
  const next = ['rules.ts']
  for (let path = next.pop(); path !== undefined; path = next.pop()) {
    if (imports.has(path)) continue
    const code = readFileSync(join(src, path), 'utf8')
    const named = [...code.matchAll(importLine)].map(m => (m[1] ?? m[2])!)
    const folder = dirname(join(src, path))
    imports.set(path, named)
    for (const name of named.filter(one => one.startsWith('.'))) next.push(relative(src, join(folder, name)))
  }
  return imports
}

describe('onroll/rules', () => {
  test('is what the project itself can import', () => {
    assert.equal(typeof rules.assess, 'function')
    assert.equal(rules.csaStart(rules.localDate('2020-09-01')), '2025-12-31')
  })

  test('brings along pure files only, and nothing that is not ours', () => {
    const files = graph()
    assert.ok(files.size > 25)
    for (const [path, imports] of files) {
      assert.doesNotMatch(
        path,
        /^platform\/|\/pages\/|\/testing\/|\/(store|actions|jobs|commands)\.ts$/,
        path,
      )
      for (const name of imports) assert.match(name, /^\.\.?\//, `${path} imports ${name}`)
      const code = readFileSync(join(src, path), 'utf8')
      // Each takes its day from the caller, and runs where there is no Node.
      assert.doesNotMatch(
        code,
        /new Date\(\)|Date\.now|Math\.random|\bprocess\.|\bBuffer\b|\brequire\(|\bimport\(/,
        path,
      )
    }
  })

  test('says of each thing it gives what it is', () => {
    const undescribed: string[] = []
    for (const path of graph().keys()) {
      const lines = readFileSync(join(src, path), 'utf8').split('\n')
      for (const [i, line] of lines.entries()) {
        const name = /^export (?:function\*?|const) (\w+)/.exec(line)?.[1]
        const isGiven = [rules, rules.authorityClocks, rules.rollClocks, rules.schoolClocks].some(
          given => name !== undefined && name in given,
        )
        if (!isGiven) continue
        if (/^export function/.test(line) && !/\*\/$/.test(lines[i - 1] ?? ''))
          undescribed.push(`${path}: ${name}`)
      }
    }
    assert.deepEqual(undescribed, [])
  })

  test('is described: docs/library.md names every function', () => {
    const page = readFileSync(join(src, '../docs/library.md'), 'utf8')
    const names = Object.entries(rules).filter(([, value]) => typeof value === 'function')
    const missing = names.filter(([name]) => !new RegExp(`\\b${name}\\b`).test(page)).map(([name]) => name)
    assert.deepEqual(missing, [])
  })
})
