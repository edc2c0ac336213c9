/**
 * What may a letter not say? Old wording that is no longer the law and was copied from policy to policy (practice.md
 * section 1 and trap 16), blanks somebody meant to fill in (trap 5), and words that judge a family. Asked of every text when
 * it is edited and of every letter before it is sent.
 */

import { isField } from './fields.ts'
import { fieldsIn, hasLooseBrace } from './merge.ts'

type Wording = { pattern: RegExp; says: string }

const days = '(?:school |working |consecutive )*days?'
const comesOff =
  '(?:off[ -]?roll\\w*|taken off|take\\w* (?:\\w+ ){0,4}off|com\\w+ off|remov\\w+|delet\\w+|struck off|los\\w+ (?:the|their|his|her|a|your) place)'

const oldWording: readonly Wording[] = [
  {
    pattern:
      /\b(?:four|4)\s+(?:school )?weeks?\b[^.]{0,120}\b(?:missing|out of|not in|without)\b|\b(?:missing|out of (?:school|education)|not in (?:school|education)|without (?:a school|education))\b[^.]{0,120}\b(?:four|4)\s+(?:school )?weeks?\b/i,
    says: 'A child is missing education from the first day. Four weeks is no longer the rule.',
  },
  {
    pattern: new RegExp(
      `\\b(?:20|twenty|10|ten)[- ]+${days}\\b[^.]{0,120}\\b${comesOff}|\\b${comesOff}\\b[^.]{0,120}\\b(?:after|within|for) (?:more than )?(?:20|twenty|10|ten)[- ]+${days}`,
      'i',
    ),
    says: 'No name comes off a register by time alone. Say which ground of regulation 9 is met.',
  },
  {
    pattern: /\bPupil Registration\) \(England\) Regulations 2006\b|\bregulation 8\(1\)/i,
    says: 'The Regulations of 2006 ended on 18 August 2024. Name those of 2024, and regulation 9.',
  },
  {
    pattern: /\bde-?regist\w+/i,
    says: 'Do not write “deregister”: say that the name comes off, and on which ground.',
  },
  {
    pattern: /\b(?:hard to reach|fail(?:ed|ure) to engage|abscond\w*|truan\w+|refused to engage)\b/i,
    says: 'Say what happened, not what you think of it: “We rang 3 times. No answer.”',
  },
  {
    pattern: /\bchildren missing in education\b/i,
    says: 'Say “children missing education”.',
  },
]

const blanks: readonly Wording[] = [
  { pattern: /\[[^\]]*\]|<[^>]*>/, says: 'There is a blank in brackets. Use a field, or write the words.' },
  { pattern: /_{2,}|\.{4,}|…{2,}|\bX{3,}\b/, says: 'There is a blank to be filled in by hand. Use a field.' },
  {
    pattern:
      /\b(?:delete as (?:appropriate|necessary)|insert (?:name|date|here)|tbc|tbd|to be confirmed|lorem ipsum)\b|\b(?:he|his|him)\/(?:she|her|hers)\b|\bs\/he\b/i,
    says: 'There is a note to the writer in the text. Write what the family is to read.',
  },
]

/** What is wrong with these words, each once; nothing when they may be sent. */
export function problemsWithWords(words: string): string[] {
  const line = words.replaceAll(/\s+/g, ' ')
  return [...oldWording, ...blanks].filter(({ pattern }) => pattern.test(line)).map(({ says }) => says)
}

/** Everything that keeps an edited text from being kept. */
export function problemsWithText(title: string, body: string): string[] {
  const unknown = fieldsIn(`${title}\n${body}`).filter(name => !isField(name))
  const asked = fieldsIn(body)
  return [
    ...(title === '' ? ['Give the letter a title'] : []),
    ...(title.length > 120 ? ['Use 120 characters or fewer in the title'] : []),
    ...(fieldsIn(title).length ? ['Leave fields out of the title: it is shown in lists'] : []),
    ...(body === '' ? ['Write the letter'] : []),
    ...(body.length > 8000 ? ['Use 8,000 characters or fewer in the letter'] : []),
    ...unknown.map(name => `There is no field “${name}”. Choose one from the list.`),
    ...(hasLooseBrace(title + body)
      ? ['A brace is open or closed alone: a field is written {{child_first_name}}']
      : []),
    ...(body !== '' && !asked.includes('sender_name') ? ['Say who sends it: use {{sender_name}}'] : []),
    ...(body !== '' && !asked.includes('sender_phone')
      ? ['Give a direct number to ring: use {{sender_phone}}']
      : []),
    ...(body !== '' && !/\b(wrong|mistake|not right|incorrect)\b/i.test(body)
      ? ['Say how to tell you that something in it is wrong']
      : []),
    ...problemsWithWords(`${title}\n${body.replaceAll(/\{\{[^}]*\}\}/g, 'field')}`),
  ]
}
