// The PDF of a letter: the words of the letter and no others, tagged, in English, the same bytes each time.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { blocksOfText, linesOf, merged } from '../merge.ts'
import { fileOf, fontFiles, printable, runsOf } from '../printable.ts'
import { letterTemplates } from '../templates.ts'
import { readPdf } from '../testing/read-pdf.ts'
import { pdfOf, type Sheet } from './pdf.ts'

const require = createRequire(import.meta.url)
const names = [
  'Zoë Łukasiewicz',
  'Ξένια Παπαδοπούλου',
  'Жанна Щербак',
  'Nguyễn Thị Ánh',
  'Ølafur Þórsson',
  'Ğüneş Şahin',
]
const sheet = (given: Partial<Sheet> = {}): Sheet => ({
  title: 'We have not seen your child in school',
  date: '20 November 2026',
  to: ['Parent Example', '1 Sample Street', 'ZZ99 1AA'],
  largePrint: false,
  madeAt: new Date('2026-11-20T10:00:00Z'),
  blocks: [
    { kind: 'from', text: 'Alder Primary' },
    { kind: 'paragraph', text: 'Dear Parent Example' },
    { kind: 'heading', text: 'How we can help' },
    { kind: 'list', items: ['ring us', `tell us ${'what would help '.repeat(20)}`] },
    { kind: 'sign', text: 'Alder officer' },
  ],
  ...given,
})

describe('the PDF', () => {
  test('is tagged, in English, with its title', async () => {
    const read = await readPdf(await pdfOf(sheet()))
    assert.equal(read.language, 'en-GB')
    assert.equal(read.title, 'We have not seen your child in school')
    assert(read.marked)
    assert(read.tagged.includes('H1 We have not seen your child in school'), read.tagged.join('\n'))
    assert(read.tagged.includes('H2 How we can help'))
    assert(read.tagged.includes('LBody ring us'))
    assert(read.tagged.includes('P Dear Parent Example'))
    assert(!read.text.includes('(outside)'), read.text)
  })
  test('is the same file each time, and another when a word is another', async () => {
    const [one, two] = [await pdfOf(sheet()), await pdfOf(sheet())]
    assert(one.equals(two))
    assert(!one.equals(await pdfOf(sheet({ title: 'Another' }))))
  })
  test('prints names of many alphabets', async () => {
    const read = await readPdf(await pdfOf(sheet({ to: names })))
    for (const name of names)
      assert(squeezed(read.text).includes(squeezed(name)), `${name} is not in ${read.text}`)
  })
  test('says every word of every letter and no other, in ordinary and in large print', async () => {
    for (const template of letterTemplates) {
      const values = new Proxy({}, { get: (_, name) => `one ${String(name).replaceAll('_', ' ')}` })
      const { blocks } = merged(blocksOfText(template.body), values as Record<string, string>)
      for (const largePrint of [false, true]) {
        const read = await readPdf(await pdfOf(sheet({ title: template.title, blocks, largePrint })))
        const wanted = ['20 November 2026', ...sheet().to, template.title, ...linesOf(blocks)]
        assert.equal(squeezed(read.text), squeezed(wanted.join('')), template.code)
      }
    }
  })
  test('holds no markup of a name: it is words', async () => {
    const name = '<script>alert(1)</script> {{sender_name}} =1+1'
    const read = await readPdf(await pdfOf(sheet({ to: [name] })))
    assert(read.text.includes(name))
  })
})
// Where a line breaks in the PDF there may be a space more or less.
const squeezed = (text: string): string => text.normalize('NFC').replaceAll(/\s/g, '')

describe('the alphabets', () => {
  test('are those that the files of the font hold, in both weights', () => {
    const fontkit = require('fontkit') as { create(data: Buffer): { characterSet: number[] } }
    for (const file of fontFiles) {
      for (const weight of [400, 700]) {
        const path = require.resolve(`@fontsource/noto-sans/files/noto-sans-${file}-${weight}-normal.woff`)
        const held = new Set(fontkit.create(readFileSync(path)).characterSet)
        for (let code = 0x20; code < 0x2000; code += 1) {
          const character = String.fromCodePoint(code)
          if (fileOf(character) === file) assert(held.has(code), `${file} ${weight} ${code.toString(16)}`)
        }
      }
    }
  })
  test('that the font has not are written in Latin letters', () => {
    assert.equal(printable('Ahmed أحمد'), "Ahmed 'hmd")
    assert.match(printable('陈伟'), /^ChenWei$/)
    assert.equal(printable('Zoe\u0308'), 'Zoë')
    assert.equal(printable('one\ntwo'), 'one\ntwo')
  })
  test('change the file where they change, and a space is Latin', () => {
    assert.deepEqual(runsOf('Ann Жанна Ann'), [
      { text: 'Ann ', file: 'latin' },
      { text: 'Жанна', file: 'cyrillic' },
      { text: ' Ann', file: 'latin' },
    ])
  })
})
