// Keeps the house in order. The order of the nouns is written down here and nowhere else in code; style and
// reasons are in ARCHITECTURE.md.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'

const order = [
  'calendar',
  'platform',
  'law',
  'formats',
  'schools',
  'access',
  'rulebook',
  'matching',
  'children',
  'letters',
  'registers',
  'absences',
  'provision',
  'enquiries',
  'safeguarding',
  'referrals',
  'cases',
  'risk',
  'checks',
  'visits',
  'places',
  'home-education',
  'orders',
  'desks',
  'other-authorities',
  'panels',
  'intake',
  'leave',
  'leavers',
  'destinations',
  'joiners',
  'returns',
  'rollchecks',
  'triggers',
  'today',
  'reports',
  'census',
  'caseload',
  'interchange',
  'demo',
]
const src = import.meta.dirname
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  path =>
    path.includes('/') && path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('/testing/'),
)

const place = (path: string) => order.indexOf(path.split('/')[0]!)
const isPage = (path: string) => path.includes('/pages/')
const touchesTheWorld = (path: string) =>
  path.startsWith('platform/') || isPage(path) || /\/(store|actions|jobs|commands)\.ts$/.test(path)
const assembly = (path: string) => /^(app|main|jobs-main|demo-main)\.ts$/.test(path)
/** Packages a pure file may not touch: the file system, the network, processes, the database, the web, jobs. */
const worldly =
  /^(node:(fs|net|child_process|worker_threads|http|https|dns|tls|os|process|dgram|cluster)(\/.*)?|postgres|fastify|@fastify\/.*|pg-boss|nunjucks|pino|prom-client)$/

type Imported = { from: string; typeOnly: boolean }

function importsOf(code: string): Imported[] {
  const statements = code.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?[^'"]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'/gm,
  )
  return [...statements].map(m => ({ from: (m[2] ?? m[3])!, typeOnly: m[1] !== undefined }))
}

describe('the house', () => {
  test('has every folder of src in the order', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter(entry => entry.isDirectory())
    assert.deepEqual(
      folders.map(folder => folder.name).filter(name => !order.includes(name)),
      [],
    )
  })

  for (const path of files) {
    test(path, () => {
      const code = readFileSync(join(src, path), 'utf8')
      assert(place(path) >= 0, `${path} is in a folder that has no place in the order`)
      for (const { from, typeOnly } of importsOf(code)) {
        if (!from.startsWith('.')) {
          assert(touchesTheWorld(path) || typeOnly || !worldly.test(from), `${path} is pure but uses ${from}`)
          continue
        }
        const used = join(dirname(path), from)
        assert(!assembly(used), `${path} uses ${used}, which only starts things`)
        assert(!isPage(used) || isPage(path), `${path} uses ${used}: nothing but a page may use a page`)
        // A type is erased: it brings nothing of the world along.
        assert(
          touchesTheWorld(path) || typeOnly || !touchesTheWorld(used),
          `${path} is pure but uses ${used}`,
        )
        assert(isPage(path) || place(used) <= place(path), `${path} uses ${used}, which comes after it`)
      }
      if (!touchesTheWorld(path)) {
        assert(!/\bimport\s*\(/.test(code), `${path} is pure but imports while it runs`)
        assert(
          !/new Date\(\)|Date\.now|Math\.random|process\.env|performance\.now/.test(code),
          `${path} is pure but reads the clock, chance or the environment`,
        )
      }
      if (!path.startsWith('platform/')) {
        assert(
          !/new Date\(\)|Date\.now|Math\.random|process\.env/.test(code),
          `${path} reads the clock, chance or the environment outside platform/`,
        )
      }
    })
  }

  test('writes each table from one noun only', () => {
    const writers = new Map<string, Set<string>>()
    for (const path of files.filter(file => !file.startsWith('platform/'))) {
      const code = readFileSync(join(src, path), 'utf8')
      for (const match of code.matchAll(
        /\b(?:insert into|update|delete from)\s+([a-z_]+)\b(?=\s*(?:\(|as\b|set\b|where\b|[a-z]\s+set\b|\n))/g,
      )) {
        const table = match[1]!
        if (['set', 'of', 'on'].includes(table)) continue
        const nouns = writers.get(table) ?? new Set<string>()
        writers.set(table, nouns.add(path.split('/')[0]!))
      }
    }
    const shared = [...writers]
      .filter(([, nouns]) => nouns.size > 1)
      .map(([table, nouns]) => `${table}: ${[...nouns].join(', ')}`)
    assert.deepEqual(shared, [])
  })
})
