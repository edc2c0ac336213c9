import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readCtf } from './ctf.ts'
import { readXml, usualXmlLimits, XmlRefused } from './xml.ts'

/** As the interchange text gives it, shortened. All invented; authority 001. */
const file = `<?xml version="1.0" encoding="utf-8"?>
<CTfile><Header><DocumentName>Common Transfer File</DocumentName><CTFversion>26.0</CTFversion>
<SourceSchool><LEA>001</LEA><Estab>9991</Estab><SchoolName>Exampleton Primary School</SchoolName></SourceSchool></Header>
<CTFpupilData><Pupil>
  <UPN>J001999121001</UPN><Surname>TESTCASE</Surname><Forename>AMARA</Forename><DOB>2017-05-14</DOB><Sex>F</Sex>
  <BasicDetails><FormerUPN>Z00199912600A</FormerUPN><PreferredForename>Ama</PreferredForename><MiddleNames>Ruth</MiddleNames></BasicDetails>
  <Address><BS7666Address><SAON>Flat 2</SAON><PAON>14</PAON><Street>Sample Street</Street><Town>Exampleton</Town></BS7666Address><PostCode>ZZ99 3VZ</PostCode></Address>
  <Contacts><Contact><Order>1</Order><Surname>TESTCASE</Surname><Forename>GRACE</Forename><Address><AddressAsPupil>true</AddressAsPupil></Address>
    <Phones><Phone><TelephoneType>M</TelephoneType><PhoneNo>07700900123</PhoneNo></Phone></Phones></Contact></Contacts>
  <SchoolHistory><School><SchoolName>Exampleton &amp; District</SchoolName></School></SchoolHistory>
</Pupil><Pupil><UPN/><Surname><![CDATA[O'Neill & Co]]></Surname><Forename>Zo&#xEB;</Forename><Gender>F</Gender>
  <Address><AddressLines><AddressLine1>1 Other Road</AddressLine1><AddressLine2>Exampleton</AddressLine2></AddressLines></Address></Pupil>
</CTFpupilData></CTfile>`

describe('a CTF', () => {
  test('gives who its pupils are, and nothing else', () => {
    const read = readCtf(file)
    assert.deepEqual(read, {
      pupils: [
        {
          upn: 'J001999121001',
          surname: 'TESTCASE',
          forename: 'AMARA',
          dateOfBirth: '2017-05-14',
          sex: 'F',
          formerUpn: 'Z00199912600A',
          preferredForename: 'Ama',
          middleNames: 'Ruth',
          lines: ['Flat 2', '14 Sample Street'],
          town: 'Exampleton',
          postcode: 'ZZ99 3VZ',
          phones: [],
          contacts: [{ surname: 'TESTCASE', forename: 'GRACE', phones: ['07700900123'] }],
        },
        {
          surname: "O'Neill & Co",
          forename: 'Zoë',
          sex: 'F',
          lines: ['1 Other Road', 'Exampleton'],
          phones: [],
          contacts: [],
        },
      ],
    })
  })
  test('is read whatever its root, its case and its prefixes are', () => {
    const read = readCtf(
      '<c:CMEleaver xmlns:c="urn:x"><c:PUPIL><c:surname>Test</c:surname></c:PUPIL></c:CMEleaver>',
    )
    assert('pupils' in read)
    assert.equal(read.pupils[0]!.surname, 'Test')
  })
  test('is refused with a reason where nothing can be taken', () => {
    for (const [text, why] of [
      ['<a></a>', /no element named Pupil/],
      ['<a><Pupil></a>', /closes a, which is not open/],
      ['<a><Pupil>', /ends before Pupil is closed/],
      ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', /DOCTYPE/],
      ['<a>&x;</a>', /an entity that XML does not have/],
      ['<a>& b</a>', /a & that begins no character/],
      ['<a>&#xD800;</a>', /a character that is none/],
      ['<a/><b/>', /more than one root/],
      ['<a', /breaks off/],
      ['', /no elements/],
    ] as const) {
      const read = readCtf(text)
      assert('refused' in read, text)
      assert.match(read.refused, why)
    }
  })
  test('never throws, whatever it is', () => {
    const parts = fc.constantFrom(
      '<Pupil>',
      '</Pupil>',
      '<a b="',
      '">',
      '<',
      '&',
      '&amp;',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '/>',
      'x',
      '\0',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), some => {
        readCtf(some.join(''))
        readCtf(file.slice(0, some.length * 20) + some.join('') + file.slice(some.length * 20))
      }),
    )
  })
})

test('everything that can grow has its limit', () => {
  const nothing = { open() {}, close() {} }
  const small = { charactersMax: 1000, depthMax: 3, elementsMax: 5, textMax: 10 }
  for (const [text, why] of [
    [`<a>${' '.repeat(1000)}</a>`, /too long/],
    ['<a><a><a><a/></a></a></a>', /too deep/],
    [`<a>${'<b/>'.repeat(5)}</a>`, /too many elements/],
    ['<a>12345678901</a>', /texts is too long/],
  ] as const) {
    assert.throws(
      () => readXml(text, nothing, small),
      error => error instanceof XmlRefused && why.test(error.message),
      text,
    )
  }
  const started = process.cpuUsage()
  assert.throws(() => readXml(`<a>${'<'.repeat(2_000_000)}`, nothing, usualXmlLimits))
  assert.throws(() => readXml(`<a ${'b="<" '.repeat(300_000)}`, nothing, usualXmlLimits))
  const { user } = process.cpuUsage(started)
  assert(user < 5_000_000, `${user} µs`)
})
