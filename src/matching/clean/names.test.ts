import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { cleanForename, cleanSurname } from './names.ts'

describe('forenames', () => {
  for (const [typed, whole, parts] of [
    ['Olivia', 'olivia', 'olivia'],
    ['OLIVIA', 'olivia', 'olivia'],
    ['  olivia ', 'olivia', 'olivia'],
    ['Lily-Mae', 'lilymae', 'lily mae'],
    ['Lily Mae', 'lilymae', 'lily mae'],
    ['Lily–Mae', 'lilymae', 'lily mae'],
    ['D’Angelo', 'dangelo', 'dangelo'],
    ["D'Angelo", 'dangelo', 'dangelo'],
    ['Dʼangelo', 'dangelo', 'dangelo'],
    ['Zoë', 'zoe', 'zoe'],
    ['ZOE\u0308', 'zoe', 'zoe'],
    ['Łukasz', 'lukasz', 'lukasz'],
    ['Þór', 'thor', 'thor'],
    ['Işıl', 'isil', 'isil'],
    ['İREM', 'irem', 'irem'],
    ['Nguyễn Thị', 'nguyenthi', 'nguyen thi'],
    ['Олександр', 'oleksandr', 'oleksandr'],
    ['Марія', 'mariya', 'mariya'],
    ['Γιώργος', 'giorgos', 'giorgos'],
    ['王小明', 'wangxiaoming', 'wangxiaoming'],
    ['김민준', 'gimminjun', 'gimminjun'],
    ['محمد', 'mhmd', 'mhmd'],
    ['عمر', 'amr', 'amr'],
    ['أحمد', 'ahmd', 'ahmd'],
    ['गीता', 'gita', 'gita'],
    ['Mr. John', 'john', 'john'],
    ['Master Prof Dr John', 'john', 'john'],
    ['Robert J', 'robert', 'robert'],
    ['Robert J.', 'robert', 'robert'],
    ['William (Bill)', 'william', 'william bill'],
    ['William “Bill”', 'william', 'william bill'],
    ['(William)', 'william', 'william'],
    ['William aka Bill', 'william', 'william bill'],
    ['Abdul Rahman', 'abdulrahman', 'abdul rahman'],
    ['Saif ul-Islam', 'saifulislam', 'saif islam'],
    ['Al-Amin', 'alamin', 'amin'],
    ['Fatima Az-Zahra', 'fatimaazzahra', 'fatima zahra'],
    ['An Na', 'anna', 'an na'],
    ['J Robert', 'robert', 'robert'],
    ['M. Ali', 'ali', 'ali'],
    ['D Andre', 'dandre', 'andre'],
    ['A-J', 'aj', 'aj'],
    ['Master', 'master', 'master'],
    ['ﬁona', 'fiona', 'fiona'],
    ['Li\u200bly', 'lily', 'lily'],
    ['Baby Jane', 'jane', 'jane'],
    ['Twin 2 Jane', 'jane', 'jane'],
    ['0livia', 'olivia', 'olivia'],
    ['Olivia2', 'olivia', 'olivia'],
    ['Jos\uFFFD', 'jos', 'jos'],
    ['Ann🙂', 'ann', 'ann'],
    ['Li', 'li', 'li'],
    ['An', 'an', 'an'],
    ['Bo', 'bo', 'bo'],
    ['Le', 'le', 'le'],
    ['Van', 'van', 'van'],
    ['Al', 'al', 'al'],
    ['Prince', 'prince', 'prince'],
    ['Christian', 'christian', 'christian'],
  ] as const) {
    test(typed, () =>
      assert.deepEqual(cleanForename(typed), { whole, parts: parts.split(' '), initial: false }),
    )
  }
  for (const typed of ['J', 'j.', ' J ', 'J R', 'J. R.', 'Ł']) {
    test(`${typed} is an initial`, () => assert.equal(cleanForename(typed)?.initial, true))
  }
})

describe('no forename', () => {
  for (const typed of [
    ...[
      '',
      ' ',
      '-',
      '?',
      '.',
      '1',
      '🙂',
      'baby',
      'BABY',
      'Infant',
      'Baby Boy',
      'baby girl 2',
      'Baby of Jane',
    ],
    ...[
      'twin',
      'Twin 1',
      'twin A',
      'Twin Two',
      'unknown',
      'Not known',
      'NK',
      'n/a',
      'N.A.',
      'NA',
      'none',
      'null',
    ],
    ...['test', 'Test Pupil', 'TBC', 'to be confirmed', 'xxx', 'X x', 'XX', 'zzz', 'Boy', 'Female', 'FNU'],
    ...['Mr', 'Miss', 'no name', 'unnamed', 'not yet named'],
  ]) {
    test(`“${typed}”`, () => assert.equal(cleanForename(typed), undefined))
  }
})

describe('surnames', () => {
  for (const [typed, whole, parts] of [
    ['O’Neill', 'oneill', 'oneill'],
    ["O'NEILL", 'oneill', 'oneill'],
    ['O Neill', 'oneill', 'neill'],
    ["0'Neill", 'oneill', 'oneill'],
    ['van der Berg', 'vanderberg', 'berg'],
    ['De La Cruz', 'delacruz', 'cruz'],
    ['Mc Donald', 'mcdonald', 'donald'],
    ['McDonald', 'mcdonald', 'mcdonald'],
    ['al-Hassan', 'alhassan', 'hassan'],
    ['bin Salman', 'binsalman', 'salman'],
    ['St. John', 'stjohn', 'john'],
    ['Smith-Jones', 'smithjones', 'smith jones'],
    ['Smith / Jones', 'smithjones', 'smith jones'],
    ['Smith (née Jones)', 'smith', 'smith jones'],
    ['Smith formerly Jones', 'smith', 'smith jones'],
    ['Smith Jr.', 'smith', 'smith'],
    ['Smith III', 'smith', 'smith'],
    ['Ng', 'ng', 'ng'],
    ['Le', 'le', 'le'],
    ['Child', 'child', 'child'],
    ['Doctor', 'doctor', 'doctor'],
    ['Dr Doctor', 'doctor', 'doctor'],
    ['Boy', 'boy', 'boy'],
    ['Na Nakorn', 'nanakorn', 'na nakorn'],
    ['de', 'de', 'de'],
    ['de la', 'dela', 'dela'],
    ['Ковальчук', 'kovalchuk', 'kovalchuk'],
    ['Großmann', 'grossmann', 'grossmann'],
  ] as const) {
    test(typed, () =>
      assert.deepEqual(cleanSurname(typed), { whole, parts: parts.split(' '), initial: false }),
    )
  }
  for (const typed of ['unknown', 'n/k', 'Test', 'xxxx', 'No surname', 'LNU', 'Baby']) {
    test(`“${typed}” is none`, () => assert.equal(cleanSurname(typed), undefined))
  }
})

const typed = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...'abJRxn -.,’\'()/1oé"ŁЖم李'), maxLength: 16 }),
  fc
    .array(
      fc.constantFrom(
        'Dr',
        'baby',
        'twin',
        'of',
        'de',
        'la',
        'Lily',
        'Mae',
        'J',
        'jr',
        'nee',
        'xx',
        'n',
        'a',
        'not',
        'known',
        '(',
        ')',
      ),
      { maxLength: 5 },
    )
    .map(words => words.join(' ')),
)

for (const [kind, clean] of [
  ['forename', cleanForename],
  ['surname', cleanSurname],
] as const) {
  describe(`any ${kind}`, () => {
    test('is letters a to z or nothing, with parts that are too', () => {
      fc.assert(
        fc.property(typed, text => {
          const name = clean(text)
          if (!name) return
          assert.match(name.whole, /^[a-z]+$/)
          assert.ok(name.parts.length > 0)
          for (const part of name.parts) assert.match(part, /^[a-z]+$/)
          assert.equal(name.initial, name.whole.length === 1)
        }),
        { numRuns: 2000 },
      )
    })
    test('cleaned again is the same', () => {
      fc.assert(
        fc.property(typed, text => {
          const name = clean(text)
          if (name) assert.equal(clean(name.whole)?.whole, name.whole)
        }),
        { numRuns: 2000 },
      )
    })
    test('keeps its parts in the order they stand', () => {
      const word = fc.constantFrom('lily', 'mae', 'rose', 'anne', 'marie', 'li')
      fc.assert(
        fc.property(
          fc.uniqueArray(word, { minLength: 1 }),
          fc.constantFrom('-', ' ', ' - ', '/'),
          (words, by) => {
            assert.deepEqual(clean(words.join(by)), {
              whole: words.join(''),
              parts: words,
              initial: false,
            })
          },
        ),
      )
    })
    test('says the same in capitals, and with space around it', () => {
      fc.assert(
        fc.property(fc.string({ unit: fc.constantFrom(...'abcxyzn -.’'), maxLength: 14 }), text => {
          assert.deepEqual(clean(text.toUpperCase()), clean(text))
          assert.deepEqual(clean(`  ${text} `), clean(text))
        }),
      )
    })
  })
}
