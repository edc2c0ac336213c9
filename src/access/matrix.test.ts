// The access matrix stands in the README as it stands in code. Prints it there, and fails where it was not.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Action, mayDo } from './actions-allowed.ts'
import { type Role, roles } from './viewer.ts'

const short: Record<Role, string> = {
  'attendance-officer': 'attendance officer',
  dsl: 'DSL',
  'trust-head': 'trust',
  headteacher: 'head',
  'cme-officer': 'CME officer',
  'cme-assistant': 'CME assistant',
  manager: 'manager',
  'field-officer': 'field officer',
  'admissions-officer': 'admissions',
  'sen-officer': 'SEN',
  'ehe-officer': 'home education',
  'virtual-school': 'Virtual School',
}

test('the README has the matrix', () => {
  const path = join(import.meta.dirname, 'README.md')
  const before = readFileSync(path, 'utf8')
  const rows = (Object.keys(mayDo) as Action[]).map(action => {
    const allowed: readonly Role[] = mayDo[action]
    return `| \`${action}\` | ${roles.map(role => (allowed.includes(role) ? '●' : '')).join(' | ')} |`
  })
  const table = [
    `| action | ${roles.map(role => short[role]).join(' | ')} |`,
    `|---|${roles.map(() => ':-:').join('|')}|`,
    ...rows,
  ].join('\n')
  const now = before.replace(
    /<!-- matrix -->[\s\S]*<!-- \/matrix -->/,
    `<!-- matrix -->\n${table}\n<!-- /matrix -->`,
  )
  if (now !== before) writeFileSync(path, now)
  assert.equal(before, now, 'src/access/README.md was out of date and has been printed again: commit it')
})
