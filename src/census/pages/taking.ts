// One taking: its figures, what to explain, the difference from the census before; signing it, and the sheet to key from.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { inWords, localDate } from '../../calendar/local-date.ts'
import { csvForSpreadsheets } from '../../formats/csv-out.ts'
import { censusReturnDue } from '../../law/authority-clocks.ts'
import { censusInWords } from '../../law/census-dates.ts'
import { momentInWords } from '../../platform/clock.ts'
import { NotFound } from '../../platform/errors.ts'
import { type Download, type FormError, redirect, text } from '../../platform/web/page.ts'
import { authorityName } from '../../schools/store.ts'
import { censusDatesOf, noteFigure, sign } from '../actions.ts'
import { type Query, queriesInWords } from '../counted.ts'
import {
  checksOf,
  differenceInWords,
  type Figures,
  headings,
  sheetColumns,
  sheetRows,
  topics,
  topicsInWords,
} from '../figures.ts'
import { notesOf, type TakingRow, takingBefore, takingByToken } from '../store.ts'

const nameOf = (one: TakingRow) => censusInWords({ schoolYear: one.school_year, term: one.term })

async function view(request: Request, errors: FormError[] = []) {
  const { db, viewer, body } = request
  const taking = await takingByToken(db, viewer, request.params.taking!)
  const at = `/census/${taking.token}`
  const head = {
    heading: `Census: ${nameOf(taking)}`,
    pageTitle: `Census: ${nameOf(taking)}`,
    back: { href: '/census', text: 'Census and termly return' },
    on: inWords(localDate(taking.census_on)),
    number: taking.number,
    why: taking.why,
    at,
    asked: `${taking.asked_name}, ${momentInWords(taking.asked_at)}`,
  }
  const { figures } = taking
  if (taking.state === 'taking' || !figures) {
    return {
      template: 'census/pages/taking.njk',
      data: { ...head, counting: { done: taking.done, of: taking.of_many } },
    }
  }
  const before = await takingBefore(db, viewer, taking.census_on)
  const notes = await notesOf(db, viewer, taking.id)
  const latest = new Map(notes.map(one => [one.figure, one]))
  const date = (await censusDatesOf(db, viewer)).find(one => one.on === taking.census_on)
  const share = (count: number) =>
    figures.total === 0 ? '' : `${((100 * count) / figures.total).toFixed(1)}%`
  return {
    template: 'census/pages/taking.njk',
    data: {
      ...head,
      taken: momentInWords(taking.taken_at!),
      due: date && censusReturnDue(date).because,
      total: figures.total,
      anyTime: figures.anyTime,
      difference: differenceInWords(figures, before?.figures ?? undefined, before ? nameOf(before) : ''),
      topics: topics.map(topic => ({
        title: topicsInWords[topic],
        rows: headings[topic].map(({ code, label }) => {
          const count = figures.by[topic][code] ?? 0
          return { label, count, share: share(count), href: `${at}/list?of=${topic}&is=${code}` }
        }),
      })),
      checks: checksOf(figures, before?.figures ?? undefined).map((check, index) => {
        const query = check.figure.startsWith('query ') ? check.figure.slice(6) : undefined
        const note = latest.get(check.figure)
        return {
          id: `note-${index}`,
          figure: check.figure,
          says:
            query === undefined
              ? check.says
              : `${check.says.split(':')[0]}: ${queriesInWords[query as Query] ?? query}`,
          needsNote: check.needsNote,
          href:
            query === undefined
              ? hrefOf(at, check.figure)
              : `${at}/list?of=query&is=${encodeURIComponent(query)}`,
          note: note && `${note.note} (${note.by_name}, ${momentInWords(note.at)})`,
          value: text(body, 'figure') === check.figure ? text(body, 'note') : '',
        }
      }),
      mayNote: may(viewer, 'census.take') && !taking.signed_at,
      maySign: may(viewer, 'census.take') && !taking.signed_at,
      signed: taking.signed_name && `Signed by ${taking.signed_name}, ${momentInWords(taking.signed_at!)}.`,
      mayDownload: may(viewer, 'census.take'),
    },
    ...(errors.length > 0 && { errors }),
  }
}

function hrefOf(at: string, figure: string): string {
  if (figure === 'total' || figure === 'any-time') return `${at}/list?of=${figure}`
  const [topic, heading] = figure.split(' ')
  return `${at}/list?of=${topic}&is=${heading}`
}

export const takingPage: Page = {
  path: '/census/:taking',
  allow: 'census.see',
  shows: 'no child',
  section: 'Returns',
  get: request => view(request),
}

export const notePage: Page = {
  path: '/census/:taking/note',
  allow: 'census.take',
  shows: 'no child',
  section: 'Returns',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body } = request
    const taking = await takingByToken(db, viewer, request.params.taking!)
    const figure = text(body, 'figure')
    const done = await noteFigure(db, viewer, taking, { figure, note: text(body, 'note') })
    if (!done.allowed) {
      const { figures } = taking
      const before = figures && (await takingBefore(db, viewer, taking.census_on))
      const index = figures
        ? checksOf(figures, before?.figures ?? undefined).findIndex(check => check.figure === figure)
        : -1
      return view(
        request,
        done.refusals.map(({ says }) => ({ field: index < 0 ? 'sign' : `note-${index}`, text: says })),
      )
    }
    return redirect(`/census/${taking.token}`, 'Note kept')
  },
}

export const signPage: Page = {
  path: '/census/:taking/sign',
  allow: 'census.take',
  shows: 'no child',
  section: 'Returns',
  get: request => view(request),
  async post(request) {
    const taking = await takingByToken(request.db, request.viewer, request.params.taking!)
    const done = await sign(request.db, request.viewer, taking)
    if (!done.allowed)
      return view(
        request,
        done.refusals.map(({ says }) => ({ field: 'sign', text: says })),
      )
    return redirect(`/census/${taking.token}`, 'Signed. Download the figures to key them into COLLECT')
  },
}

/** The figures as a file: no child in it. */
export const sheetPage: Page = {
  path: '/census/:taking/figures',
  allow: 'census.take',
  shows: 'children',
  section: 'Returns',
  async post({ db, viewer, params }): Promise<Download> {
    const taking = await takingByToken(db, viewer, params.taking!)
    if (!taking.figures) throw new NotFound('figures')
    const notes = new Map((await notesOf(db, viewer, taking.id)).map(one => [one.figure, one.note]))
    const laName = (await authorityName(db, viewer.la)) ?? viewer.organisation
    return {
      fileName: `cme-return-${taking.census_on}-${taking.number}.csv`,
      type: 'text/csv; charset=utf-8',
      content: csvForSpreadsheets({
        columns: sheetColumns,
        rows: sheetRows(
          { schoolYear: taking.school_year, term: taking.term, la: viewer.la, laName },
          taking.figures as Figures,
          notes,
        ),
      }),
      children: [],
    }
  },
}
