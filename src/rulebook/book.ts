/**
 * How is a rule printed? Its subject, its limits and their dates, its sources and how well each is known, in words.
 *
 * The rule book is made from the records that the rules themselves are made from. Nothing of it is written a second time.
 */
import { inWords, type LocalDate } from '../calendar/local-date.ts'
import { type Dated, inForce } from '../law/dated.ts'
import type { Rule, RuleKind, TimeLimit } from '../law/rule.ts'
import { type Citation, citationInWords, type Mark, markInWords, sources, weakest } from '../law/source.ts'

/** The book's parts, in the order in which they are read. */
export const subjects: readonly { readonly kind: RuleKind; readonly title: string; readonly says: string }[] =
  [
    { kind: 'definition', title: 'Definitions', says: 'Which children, which days, which year.' },
    { kind: 'attendance code', title: 'Attendance codes', says: 'What a mark in the register means.' },
    { kind: 'school duty', title: 'What a school must do', says: 'And by when.' },
    { kind: 'authority duty', title: 'What the authority must do', says: 'And by when.' },
    {
      kind: 'deletion ground',
      title: 'Grounds for taking a name off a register',
      says: 'Fifteen for pupils of compulsory school age, a list of their own for the others, and no more.',
    },
    {
      kind: 'measure',
      title: 'Measures of absence',
      says: 'How much absence is persistent, and how much severe.',
    },
  ]

/** The rule with this id. */
export function ruleIn(rules: readonly Rule[], id: string): Rule | undefined {
  return rules.find(rule => rule.id === id)
}

/** "10 school days in a row", "5 calendar days after it", "15 calendar days, of which the day itself is the first". */
export function timeLimitInWords({ count, unit, counted }: TimeLimit): string {
  const days = `${count} ${unit}${count === 1 ? '' : 's'}`
  switch (counted) {
    case 'in a row':
      return `${days} in a row`
    case 'in all':
      return `${days}, in a row or added up`
    case 'after':
      return count === 0 ? 'the day itself' : `${days} after it`
    case 'beginning with':
      return `${days}, of which the day itself is the first`
    default:
      return counted satisfies never
  }
}

/** The limit that is law on a day, where the rule has one that is counted and the day is not before it. */
export function limitOn(rule: Rule, on: LocalDate): Dated<TimeLimit> | undefined {
  const { limit } = rule
  return limit?.some(version => version.from <= on) ? inForce(limit, on) : undefined
}

/** How well a rule is known on a day: as its weakest source, or its limit where that is weaker still. */
export function markOf(rule: Rule, on: LocalDate): Mark {
  const limit = limitOn(rule, on)
  return weakest([...rule.cites.map(cite => cite.mark), ...(limit ? [limit.mark ?? 'read'] : [])])
}

export type SourceLine = {
  readonly says: string
  readonly kind: string
  /** "From 19 August 2024", "From ... to ...". */
  readonly applies: string
  readonly mark: Mark
  readonly markSays: string
  readonly note?: string
  readonly isUnverified: boolean
}

/** A source as a line: what it is, the days to which it applies, and how well we know it. */
export function sourceLine(cite: Citation): SourceLine {
  const source: { from: LocalDate; to?: LocalDate; kind: string } = sources[cite.source]
  return {
    says: citationInWords(cite),
    kind: source.kind,
    applies: source.to ? `${inWords(source.from)} to ${inWords(source.to)}` : `From ${inWords(source.from)}`,
    mark: cite.mark,
    markSays: markInWords[cite.mark],
    isUnverified: cite.mark === 'unverified',
    ...(cite.note !== undefined && { note: cite.note }),
  }
}

export type VersionLine = {
  readonly from: LocalDate
  readonly says: string
  readonly cites: string
  readonly mark: Mark
  /** The last day it held, where another followed. */
  readonly to?: LocalDate
}

/** Every version of the limit, newest first. */
export function versionLines(rule: Rule): VersionLine[] {
  const versions = rule.limit ?? []
  return versions
    .map((version, place) => {
      const next = versions[place + 1]
      return {
        from: version.from,
        says: timeLimitInWords(version.value),
        cites: version.cites,
        mark: version.mark ?? ('read' as const),
        ...(next && { to: next.from }),
      }
    })
    .reverse()
}

const testLine =
  /^([ \t]*)(?:\}\)|(?:await )?(describe|suite|test|it)\(\s*(['"`])((?:\\.|(?!\3)[\s\S])*?)\3)/gm

/** The names of the tests in a test file's text, each with the groups it stands in. Goes by how the file is indented. */
export function testNamesIn(code: string): string[] {
  const names: string[] = []
  const groups: { indent: number; name: string }[] = []
  for (const [, space, called, , text] of code.matchAll(testLine)) {
    const indent = space!.length
    while (groups.length > 0 && groups.at(-1)!.indent >= indent) groups.pop()
    if (called === undefined || text === undefined) continue
    const name = text
      .replaceAll(/\$\{[^}]*\}/g, '…')
      .replaceAll(/\\(.)/g, '$1')
      .replaceAll(/\s+/g, ' ')
    if (called === 'describe' || called === 'suite') groups.push({ indent, name })
    else names.push([...groups.map(group => group.name), name].join(': '))
  }
  return names
}

/** Of a file's tests those that name the rule; all of them where none does. */
export function testsNaming(rule: Rule, names: readonly string[]): readonly string[] {
  const id = new RegExp(`(?<![\\w-])${rule.id.replaceAll(/[^\w-]/g, '\\$&')}(?![\\w])`)
  const naming = names.filter(name => id.test(name))
  return naming.length > 0 ? naming : names
}

/** A rule as text, for a terminal. */
export function ruleAsText(rule: Rule, on: LocalDate, tests: readonly TestFile[]): string {
  const limit = limitOn(rule, on)
  const mark = markOf(rule, on)
  const lines = [
    `${rule.id}  ${rule.name}`,
    '',
    rule.plain,
    '',
    ...(mark === 'unverified' ? [`! ${markInWords.unverified}`, ''] : []),
    `When:     ${rule.trigger}`,
    `Who:      ${rule.who}${rule.toWhom ? `, to ${lowerFirst(rule.toWhom)}` : ''}`,
    ...(rule.content ? [`What:     ${rule.content}`] : []),
    `By when:  ${rule.limitInWords}`,
    ...(limit ? [`Limit:    ${timeLimitInWords(limit.value)} (on ${inWords(on)})`] : []),
    ...(rule.reading ? [`Reading:  ${rule.reading}`] : []),
    ...(rule.settings?.length ? [`Settings: ${rule.settings.join(', ')}`] : []),
    '',
    'Would change the answer:',
    ...rule.wouldChange.map(one => `  - ${one}`),
    '',
    ...(rule.limit ? ['Versions of the limit:', ...versionLines(rule).map(versionAsText), ''] : []),
    'Sources:',
    ...rule.cites.map(cite => {
      const line = sourceLine(cite)
      return `  - ${line.says} (${line.kind}; ${lowerFirst(line.applies)}). ${line.markSays}.${line.note ? ` ${line.note}` : ''}`
    }),
    '',
    'Tests:',
    ...tests.flatMap(file => [`  ${file.path}`, ...file.names.map(name => `    - ${name}`)]),
  ]
  return `${lines.join('\n')}\n`
}

/** A test file that holds a rule, with the names of its tests; none where the sources are not here. */
export type TestFile = { readonly path: string; readonly names: readonly string[] }

const versionAsText = (version: VersionLine): string =>
  `  - from ${version.from}: ${version.says}. ${version.cites}. ${markInWords[version.mark]}.`

export const lowerFirst = (words: string): string =>
  /^[A-Z][a-z]/.test(words) ? words[0]!.toLowerCase() + words.slice(1) : words
