import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Corpus, columnNames, corpusOf, fileShape, Values } from '../corpus.ts'
import { columns } from './columns.ts'
import { describedIn } from './row.ts'
import { plainValues, renumber, valuesFrom } from './sharing.ts'

const places = columns.map((_, i) => i)
const row = (text: string) => describedIn(text.split('|'), places)
const lists = {
  left: [
    row(
      '1|Al-Khan|Lily-Mae|Rose Ann|Shah|2014-03-14|F|A801200001001|Flat 2, 7 High Street|Upton|Newtown||ZZ99 9XX|07700 900001|Khan|Sara',
    ),
    row('2|Smith|Lily||||||||||||'),
    row('3|Singh|Yusuf|||2014-02-31|M||||||||'),
  ],
  right: [
    row('4|Smith|Mae Lily||||||8 High Street||Oldtown||ZZ99 9XY|||'),
    row(
      '5|Khan|Lily-Mae|Ann||2014-03-14|F|A801200001001|7 High Street||Newtown||ZZ99 9XX|07700 900001|Khan|Sara',
    ),
    row('6|Singh|Yusuf|||2014-02-31|M||||||||'),
  ],
}

/** Every cell of a list in words, so that lists with other numbers can be compared. */
function inWords(values: Values, list: Corpus): unknown[] {
  const texts: Partial<Record<(typeof columnNames)[number], readonly string[]>> = {
    ...{ surnames: values.names.wholes, forenames: values.names.wholes, middles: values.names.wholes },
    ...{ contactSurnames: values.names.wholes, contactForenames: values.names.wholes },
    ...{ bornAsTyped: values.datesAsTyped.texts, upns: values.upns.texts, postcodes: values.postcodes.texts },
    ...{ addresses: values.addresses.texts, flats: values.flats.texts, towns: values.towns.texts },
    phones: values.phones.texts,
  }
  return columnNames.map(name => [name, ...Array.from(list[name], cell => texts[name]?.[cell] ?? cell)])
}

/** What is known of each value besides its text. */
function known(values: Values): unknown {
  const { names } = values
  return {
    names: names.wholes
      .map((whole, i) => [
        whole,
        names.sounds[i],
        names.initials[i],
        names.parts[i]!.map(part => names.wholes[part]),
      ])
      .sort(),
    upns: values.upns.texts.map((upn, i) => [upn, values.upnKinds[i]]).sort(),
    addresses: values.addresses.texts
      .map((address, i) => [
        address,
        values.numbers.texts[values.addressNumbers[i]!],
        values.streets.texts[values.addressStreets[i]!],
      ])
      .sort(),
  }
}

test('two lists read apart and put together are the two lists read together', () => {
  const together = new Values()
  const left = corpusOf(together, lists.left, fileShape)
  const right = corpusOf(together, lists.right, fileShape)

  const ofLeft = new Values()
  const leftAlone = corpusOf(ofLeft, lists.left, fileShape)
  const ofRight = new Values()
  const rightAlone = corpusOf(ofRight, lists.right, fileShape)
  const values = valuesFrom(structuredClone(plainValues(ofLeft)))
  assert.deepEqual(inWords(values, leftAlone), inWords(together, left))
  renumber(values, structuredClone(plainValues(ofRight)), rightAlone)
  assert.deepEqual(inWords(values, leftAlone), inWords(together, left))
  assert.deepEqual(inWords(values, rightAlone), inWords(together, right))
  assert.deepEqual(known(values), known(together))

  const passedOn = valuesFrom(structuredClone(plainValues(values)))
  assert.deepEqual(inWords(passedOn, rightAlone), inWords(together, right))
  assert.deepEqual(known(passedOn), known(together))
  assert.equal(passedOn.names.find('khan'), values.names.find('khan'))
})

test('each name has the same number in every thread, though its parts came to be known after it', () => {
  const values = new Values()
  // The second row says that the first row's name is a double one; its halves come after another name.
  corpusOf(values, ['1|Stottbelle|Ann', '2|Reem|Cecilia', '3|Stott-Belle|Ann'].map(row))
  const plain = plainValues(values)
  const there = valuesFrom(plain).names
  assert.deepEqual(there.wholes, plain.wholes)
  assert.deepEqual(there.parts, plain.parts)
  assert.deepEqual(there.sounds, plain.sounds)
  assert.deepEqual(there.initials, plain.initials)
})
