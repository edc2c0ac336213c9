// All the SQL of the rule book's own tables: what managers said of the commencement of pending law. And the tests, as text.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Viewer } from '../access/viewer.ts'
import type { LocalDate } from '../calendar/local-date.ts'
import type { SetValue } from '../law/authority-limits.ts'
import type { CensusDate } from '../law/census-dates.ts'
import type { Commencement, ProvisionId } from '../law/pending.ts'
import { type ReadingsChosen, readingsChosen } from '../law/readings.ts'
import type { Rule } from '../law/rule.ts'
import type { Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { settingsHolding } from '../schools/store.ts'
import { type TestFile, testNamesIn, testsNaming } from './book.ts'
import { type AnswerToProposal, commencementsFrom, type Proposal, type ProposalMade } from './commencing.ts'

type ProposalRow = {
  id: string
  provision: ProvisionId
  on_date: LocalDate | null
  cites: string
  why: string
  proposed_by: string
  proposed_name: string
  proposed_at: Date
  answer: AnswerToProposal | null
  answered_by: string | null
  answered_name: string | null
  answered_at: Date | null
  answer_why: string | null
}

/** Everything proposed for pending law, newest first: of one provision, or of all. */
export async function proposalsMade(
  tx: Tx,
  viewer: Viewer,
  provision?: ProvisionId,
): Promise<ProposalMade[]> {
  const which = provision === undefined ? tx`true` : tx`c.provision = ${provision}`
  const rows = await tx<ProposalRow[]>`
    select c.id, c.provision, c.on_date, c.cites, c.why, c.proposed_by, c.proposed_name, c.proposed_at,
           a.answer, a.answered_by, a.answered_name, a.answered_at, a.why as answer_why
    from commencements c
    left join commencement_answers a on a.la_code = c.la_code and a.commencement_id = c.id
    where c.la_code = ${viewer.la} and ${which}
    order by c.proposed_at desc, c.id desc`
  return rows.map(row => ({
    id: row.id,
    provision: row.provision,
    on: row.on_date ?? undefined,
    cites: row.cites,
    why: row.why,
    byId: row.proposed_by,
    by: row.proposed_name,
    at: row.proposed_at,
    ...(row.answer !== null && {
      answer: {
        is: row.answer,
        byId: row.answered_by!,
        by: row.answered_name!,
        at: row.answered_at!,
        why: row.answer_why!,
      },
    }),
  }))
}

/**
 * The commencements that hold in the viewer's authority: proposed by one manager and confirmed by another, and not withdrawn.
 * For the rules that ask whether a pending law is in force on a day (`inForceOn`, `consentNeededUnderS37`). Everyone of the
 * authority may read them.
 */
export async function commencementsOf(tx: Tx, viewer: Viewer): Promise<Commencement[]> {
  return commencementsFrom(await proposalsMade(tx, viewer))
}

/** One proposal at a time is made and answered for a section: two that cross would each not see the other. */
export async function holdProvision(tx: Tx, viewer: Viewer, provision: ProvisionId): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`commencement ${viewer.la} ${provision}`}, 0))`
}

export async function insertProposal(tx: Tx, viewer: Viewer, proposal: Proposal): Promise<string> {
  const id = newId()
  await tx`
    insert into commencements (la_code, id, provision, on_date, cites, why, proposed_by, proposed_name)
    values (${viewer.la}, ${id}, ${proposal.provision}, ${proposal.on ?? null}, ${proposal.cites}, ${proposal.why},
            ${viewer.personId}, ${viewer.name})`
  return id
}

export async function insertAnswer(
  tx: Tx,
  viewer: Viewer,
  given: { proposalId: string; answer: AnswerToProposal; why: string },
): Promise<void> {
  await tx`
    insert into commencement_answers (la_code, commencement_id, answer, why, answered_by, answered_name)
    values (${viewer.la}, ${given.proposalId}, ${given.answer}, ${given.why}, ${viewer.personId}, ${viewer.name})`
}

/**
 * Which reading of each open question the authority follows on a day, where it has chosen a stricter one: for `asRead` and
 * `receiptRead`. Everyone of the authority may read it.
 */
export async function readingsFor(
  tx: Tx,
  viewer: Viewer,
  on: string = viewer.today,
): Promise<ReadingsChosen> {
  return readingsChosen(await settingsHolding(tx, viewer, on))
}

// Values that the authority has checked, where nobody else had. They are kept with its other dated settings.

type CheckedRow = {
  key: string
  value: { value?: number; on?: LocalDate; cites: string }
  from_on: LocalDate
}

function checkedRows(tx: Tx, viewer: Viewer): Promise<CheckedRow[]> {
  return tx<CheckedRow[]>`
    select key, value, from_on from settings
    where la_code = ${viewer.la} and (key like 'value.%' or key like 'census.%')
    order by from_on, set_at, id`
}

export type CheckedValues = {
  readonly numbers: readonly SetValue[]
  readonly censusDates: readonly CensusDate[]
}

/**
 * What the authority has set in place of values nobody had checked: `numbers` for `limitOn` and `monthsOn`, `censusDates` for
 * `censusDatesWith` and `nextCensus`. They take only what may replace ours, and each from its day.
 */
export async function checkedValuesOf(tx: Tx, viewer: Viewer): Promise<CheckedValues> {
  const rows = await checkedRows(tx, viewer)
  const numbers = rows.flatMap(({ key, value, from_on }) =>
    key.startsWith('value.') && value.value !== undefined
      ? [{ key: key.slice('value.'.length), from: from_on, value: value.value, cites: value.cites }]
      : [],
  )
  const dates = rows.flatMap(({ key, value }) => {
    const [, year, term] = /^census\.(\d{4})\.(autumn|spring|summer)$/.exec(key) ?? []
    return year && term && value.on
      ? [
          {
            schoolYear: Number(year),
            term: term as CensusDate['term'],
            on: value.on,
            cites: value.cites,
            mark: 'second-hand' as const,
          },
        ]
      : []
  })
  return { numbers, censusDates: dates }
}

// What the book reads of the program itself: the tests that hold a rule, as they stand.

const project = join(import.meta.dirname, '../..')
const filesRead = new Map<string, readonly string[]>()

/** The tests that hold a rule, with their names, read once each. A file that was not installed has none. */
export async function testsOf(rule: Rule): Promise<TestFile[]> {
  return Promise.all(
    rule.tests.map(async path => {
      const known = filesRead.get(path)
      if (known) return { path, names: testsNaming(rule, known) }
      const code = await readFile(join(project, path), 'utf8').catch(() => '')
      const names = testNamesIn(code)
      filesRead.set(path, names)
      return { path, names: testsNaming(rule, names) }
    }),
  )
}
