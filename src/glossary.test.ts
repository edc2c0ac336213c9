// The words are kept: every folder of src has its entry in GLOSSARY.md.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

test('every folder has an entry in the glossary', () => {
  const glossary = readFileSync(join(import.meta.dirname, '..', 'GLOSSARY.md'), 'utf8')
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter(entry =>
    entry.isDirectory(),
  )
  assert.deepEqual(
    folders.map(folder => folder.name).filter(name => !glossary.includes(`\`${name}/\``)),
    [],
  )
})
