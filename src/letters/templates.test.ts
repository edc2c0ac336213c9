// Our own letters: each says what a letter must, nothing it may not, and no field that is not there.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { fieldOf, isField, letterFields, problemWithValue } from './fields.ts'
import { blocksOfText, fieldsIn, linesOf, merged } from './merge.ts'
import { wordsOf } from './message.ts'
import { letterTemplates, shortCode, templateOf } from './templates.ts'
import { problemsWithText, problemsWithWords } from './wording.ts'

describe('the letters', () => {
  test('of practice.md section 13 are all there, and each code once', () => {
    const codes = letterTemplates.map(template => shortCode(template.code))
    assert.equal(new Set(codes).size, codes.length)
    assert.deepEqual(
      [...new Set(codes.map(code => code.slice(0, 3)))],
      Array.from({ length: 26 }, (_, index) => `L${String(index + 1).padStart(2, '0')}`),
    )
    for (const code of codes.map(one => one.slice(0, 3))) assert(templateOf(code), `${code} alone is one too`)
    assert.equal(templateOf('L03'), templateOf('LET-L03'))
    assert.equal(templateOf('L99'), undefined)
  })
  for (const template of letterTemplates) {
    test(`${template.code} may be sent as it is, in short sentences, help before duty`, () => {
      assert.deepEqual(problemsWithText(template.title, template.body), [])
      for (const line of linesOf(merged(blocksOfText(template.body), everyField).blocks)) {
        for (const sentence of line.split(/(?<=[.?!])\s/)) {
          assert(sentence.split(/\s+/).length <= 25, `${template.code}: ${sentence}`)
        }
      }
      if (template.about !== 'day' && template.about !== 'child') assert(isField(template.about))
      if (template.neededBy) assert(fieldsIn(template.body).includes(template.neededBy))
      const [help, duty] = [/help|would like/i, /\bmust\b|\bsection \d|\bregulation \d/].map(one =>
        template.body.search(one),
      )
      assert(duty === -1 || (help !== -1 && help! < duty!), `${template.code}: duty before help`)
    })
  }
})
test('home education asks for a notice in writing, and for nothing more that no law asks (regulation 9(1)(f))', () => {
  for (const template of letterTemplates) {
    if (!/at home\b/.test(template.body) || !/writing/.test(template.body)) continue
    assert.doesNotMatch(
      template.body,
      /\bsign(ed|ature)\b|\bform to home educate\b|\bpermission\b/i,
      template.code,
    )
    assert.match(template.body, /in writing, with the day/)
  }
})
const everyField = Object.fromEntries(Object.keys(letterFields).map(name => [name, 'word']))

describe('a text', () => {
  test('is taken apart before a value is put in: no value is ever read as text of the letter', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), value => {
        const { blocks, unfilled } = merged(
          blocksOfText('# Head {{child_name}}\n\nDear {{child_name}},\n- {{child_name}}'),
          {
            child_name: value,
          },
        )
        const squeezed = value.replaceAll(/\s+/g, ' ').trim()
        if (squeezed === '') return assert.deepEqual(unfilled, ['child_name'])
        const lines = linesOf(blocks).join(' ')
        assert(lines.includes(squeezed.split(' ')[0]!))
        assert(blocks.every(block => ['heading', 'paragraph', 'list'].includes(block.kind)))
        assert.equal(blocks.filter(block => block.kind === 'list').length, 1)
      }),
    )
  })
  test('names every field that holds nothing', () => {
    const { unfilled } = merged(blocksOfText('{{a}} {{b}} {{a}}'), { b: ' ' })
    assert.deepEqual(unfilled, ['a', 'b'])
  })
  test('gives an item for each line of a value', () => {
    const { blocks } = merged(blocksOfText('- {{a}}\n- end'), { a: 'one\n\ntwo' })
    assert.deepEqual(blocks, [{ kind: 'list', items: ['one', 'two', 'end'] }])
  })
})

describe('wording', () => {
  for (const [words, isWrong] of [
    ['A child who has been out of education for four weeks or more', true],
    ['Missing from school for 4 weeks', true],
    ['We meet again in four weeks', false],
    ['After 20 days your child will be taken off the roll', true],
    ['After twenty school days we remove the name', true],
    ['The name comes off after 10 days', true],
    ['Your child will lose their place after 20 consecutive days', true],
    ['Her name will be removed if she is away for more than 20 days', true],
    ['Your child was away for 20 days. We would like to help.', false],
    ['The name will come off on 20 November 2026', false],
    ['Dear [parent]', true],
    ['Dear ____', true],
    ['Date: .........', true],
    ['Dear Mr XXXX', true],
    ['his/her', true],
    ['Delete as appropriate', true],
    ['You failed to engage with us', true],
    ['He is a truant', true],
    ['Please ring us. We would like to help.', false],
    ['Your child was deregistered', true],
  ] as const) {
    test(`“${words}” is ${isWrong ? 'refused' : 'let through'}`, () => {
      assert.equal(problemsWithWords(words).length > 0, isWrong, problemsWithWords(words).join(' '))
    })
  }
})

describe('a value', () => {
  for (const [name, value, isWrong] of [
    ['sender_phone', '07700 900123', false],
    ['sender_phone', '0770', true],
    ['sender_phone', 'ring me', true],
    ['absent_since', '2026-11-18', false],
    ['absent_since', '2026-02-30', true],
    ['visit_why', 'one\ntwo', true],
    ['visit_why', '{{sender_name}}', true],
    ['leave_reasons', 'one\ntwo', false],
    ['visit_why', 'x'.repeat(301), true],
  ] as const) {
    test(`of ${name}, ${value.slice(0, 20)}, is ${isWrong ? 'refused' : 'taken'}`, () => {
      assert.equal(problemWithValue(name, value) !== undefined, isWrong)
    })
  }
  test('is asked for in words', () => {
    for (const name of Object.keys(letterFields)) if (isField(name)) assert(fieldOf(name).says.length > 3)
  })
})

test('an email or a text has no place for a name: a number and a link are all it takes', () => {
  for (const channel of ['email', 'text'] as const) {
    for (const link of [undefined, 'http://localhost/link/x']) {
      const { subject, body } = wordsOf(channel, { phone: '07700 900123', link })
      assert(!/child|school|absen|Onroll/i.test(subject + body), body)
      assert(body.includes('07700 900123'))
      if (channel === 'text') assert(body.length < 306, 'two parts of a text message at most')
    }
  }
})
