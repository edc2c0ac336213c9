// What the public and partners told us: the list, and one report with what was said apart from who said it.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { nameOf, weekday } from '../../cases/pages/case-work.ts'
import { dueInWords, levelsInWords } from '../../cases/words.ts'
import { readSearch, whyFound } from '../../children/search.ts'
import { childrenFound, type FoundRow, searchChildren } from '../../children/store.ts'
import { offeredBands } from '../../matching/proposals/proposal.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { seeReport } from '../public/actions.ts'
import type { Said, ToldChild } from '../public/form.ts'
import { howInWords, isOpen, stateInWords } from '../public/report.ts'
import {
  countReports,
  foundFor,
  isHeldBack,
  listReports,
  mayKnowTeller,
  type ReportRow,
  reportByToken,
  reportsAlike,
  stepsOf,
  tellerOf,
} from '../public/store.ts'

const perPage = 50

const childInWords = ({ forename, surname, age, bornOn }: ToldChild): string =>
  [[forename, surname].filter(part => part !== '').join(' ') || 'Name not known', bornOn ?? age]
    .filter(part => part !== '')
    .join(', ')

const rowOf = (report: ReportRow, today: string) => ({
  href: `/reports-in/${report.token}`,
  reference: report.reference,
  who: report.said.children.map(childInWords).join('; ') || 'Name not known',
  from: report.organisation ?? howInWords[report.how],
  level: levelsInWords[report.level],
  urgent: report.level === 'act today',
  danger: report.danger,
  came: weekday(report.came_on),
  state: stateInWords[report.state],
  what:
    report.state === 'new' ? 'Look at it' : report.state === 'asked' ? 'Answer waited for' : 'Decide on it',
  due: report.next_due ? dueInWords(localDate(report.next_due), localDate(today)) : '',
  late: report.next_due !== null && report.next_due < today,
})

export const reportsInPage: Page = {
  path: '/reports-in',
  allow: 'intake.see',
  shows: 'children',
  section: 'My work',
  async get({ db, viewer, query }) {
    const which = query.which === 'settled' ? 'settled' : 'waiting'
    const page = Math.min(Math.max(Number.parseInt(query.page ?? '1', 10) || 1, 1), 1000)
    const reports = await listReports(db, viewer, which, page, perPage)
    const counts = await countReports(db, viewer)
    return {
      template: 'intake/pages/public-reports.njk',
      // Names here are what somebody typed: nobody has said yet that it is a child we know.
      children: [],
      data: {
        heading: which === 'settled' ? 'Reports from outside that were dealt with' : 'Reports from outside',
        back: { href: '/work', text: 'Back to my work' },
        which,
        counts,
        rows: reports.map(report => rowOf(report, viewer.today)),
        before: page > 1 ? `/reports-in?which=${which}&page=${page - 1}` : undefined,
        after: reports.length === perPage ? `/reports-in?which=${which}&page=${page + 1}` : undefined,
        mayKeepPartners: may(viewer, 'partners.keep'),
      },
    }
  },
}

const labels: readonly (readonly [keyof Said, string])[] = [
  ['others', 'Other children in the home'],
  ['family', 'The family'],
  ['where', 'Where'],
  ['when', 'Last seen'],
  ['why', 'Why they think the child is not in education'],
  ['worry', 'What worries them'],
  ['parentsKnow', 'Do the parents know of the report?'],
  ['basis', 'On what footing they tell us'],
  ['theirReference', 'Their own reference'],
]
const dangerInWords: Readonly<Record<string, string>> = {
  yes: 'Yes',
  'not sure': 'They are not sure',
  no: 'No',
}

/** What was said, as rows: nothing in it says who told us. */
export const saidRows = (said: Said) => [
  { label: 'In danger now?', text: dangerInWords[said.danger] ?? said.danger },
  ...said.children.map((child, at) => ({
    label: said.children.length > 1 ? `Child ${at + 1}` : 'The child',
    text: childInWords(child),
  })),
  ...labels.flatMap(([key, label]) => {
    const value = said[key]
    return typeof value === 'string' && value !== '' ? [{ label, text: value }] : []
  }),
]

/** The same; of a protected child only what cannot say where it is, until the viewer has opened what is protected. */
export async function saidShown({ db, viewer }: Request, report: ReportRow) {
  const rows = saidRows(report.said)
  if (!(await isHeldBack(db, viewer, report.id))) return rows
  const safe = ['In danger now?', 'On what footing they tell us', 'Their own reference']
  return rows.map(row =>
    safe.includes(row.label) || /^(The child|Child \d)$/.test(row.label)
      ? row
      : { ...row, text: 'Protected. Open the child’s protected details to read this.' },
  )
}

const ways: Readonly<Record<string, string>> = {
  phone: 'By telephone',
  text: 'By text message',
  email: 'By email',
}
async function tellerShown({ db, viewer }: Request, report: ReportRow) {
  if (!mayKnowTeller(viewer)) return { held: true }
  const teller = await tellerOf(db, viewer, report.id)
  if (!teller) return { anonymous: report.how === 'the public', gone: report.reply_wanted }
  const rows = [
    ['Name', teller.name],
    ['Organisation', teller.organisation],
    ['Role', teller.role],
    ['How to reach them', [ways[teller.by_way ?? ''] ?? '', teller.contact ?? ''].join(' ').trim()],
    ['When and how it is safe', teller.safe],
    ['Language', teller.language],
  ] as const
  return {
    rows: rows.flatMap(([label, value]) => (value ? [{ label, text: value }] : [])),
    forget: teller.forget_on
      ? `Deleted after ${weekday(teller.forget_on)}: a year after it was closed.`
      : 'Deleted a year after the report, or the last case from it, is closed.',
  }
}

const foundShown = (report: ReportRow, child: FoundRow, why: string) => ({
  href: `/reports-in/${report.token}/child/${child.token}`,
  name: nameOf(child),
  born: child.date_of_birth ? weekday(child.date_of_birth) : 'Not known',
  schools: child.protected ? 'Protected' : (child.schools ?? 'On no roll here'),
  cases: child.cases ?? 'None',
  why,
})

/** Children whose record has the names that were given, by the search that people use, at most ten for each. */
async function byName({ db, viewer }: Request, report: ReportRow, except: ReadonlySet<string>) {
  const found = new Map<string, { child: FoundRow; why: string }>()
  for (const child of report.said.children.slice(0, 3)) {
    const name = [child.forename, child.surname].filter(part => part !== '').join(' ')
    if (name === '') continue
    const typed = readSearch(name, child.bornOn ? localDate(child.bornOn) : undefined)
    const rows = (await searchChildren(db, viewer, typed)).map(one => ({
      child: one,
      why: whyFound(typed, one).join(', '),
    }))
    for (const one of rows.filter(row => row.why !== '' && !row.child.protected).slice(0, 10))
      if (!except.has(one.child.id)) found.set(one.child.id, one)
  }
  return [...found.values()].slice(0, 10)
}

export const reportInPage: Page = {
  path: '/reports-in/:report',
  allow: 'intake.see',
  shows: 'children',
  section: 'My work',
  get: request => reportView(request),
  async post(request) {
    const { db, viewer, params } = request
    await seeReport(db, viewer, params.report!)
    return redirect(`/reports-in/${params.report}`, 'Marked as seen by you')
  },
}

async function reportView(request: Request) {
  const { db, viewer, params } = request
  const report = await reportByToken(db, viewer, params.report ?? '')
  const steps = await stepsOf(db, viewer, report.id)
  const found = await foundFor(db, viewer, report.id)
  const candidates = await childrenFound(
    db,
    viewer,
    found.map(one => one.childId),
  )
  const bands = new Map(found.map(one => [one.childId, one.band]))
  const named = await byName(request, report, new Set(bands.keys()))
  const alike = await reportsAlike(db, viewer, report.id)
  const open = isOpen(report.state)
  const decides = may(viewer, 'intake.decide')
  const taken = report.state === 'taken on'
  return {
    template: 'intake/pages/public-report.njk',
    children: [
      ...candidates.map(child => child.id),
      ...named.map(one => one.child.id),
      ...steps.flatMap(step => (step.child_id ? [step.child_id] : [])),
    ],
    data: {
      heading: `Report ${report.reference}`,
      pageTitle: 'A report from outside',
      back: { href: '/reports-in', text: 'Back to the reports' },
      ...rowOf(report, viewer.today),
      address: `/reports-in/${report.token}`,
      isNew: report.state === 'new',
      isAsked: report.state === 'asked',
      open,
      decides: decides && (open || taken),
      setsAside: decides && open,
      mayAsk: decides && open && report.reply_wanted,
      acknowledgeBy: weekday(report.acknowledge_by),
      decideBy: weekday(report.decide_by),
      settled: report.settled_on ? weekday(report.settled_on) : undefined,
      said: await saidShown(request, report),
      teller: await tellerShown(request, report),
      looked: report.looked_for_at !== null,
      mayMatch: may(viewer, 'match.decide'),
      found: [
        ...candidates.map(child =>
          foundShown(
            report,
            child,
            offeredBands[bands.get(child.id) as keyof typeof offeredBands] ?? 'Worth a look',
          ),
        ),
        ...named.map(one => foundShown(report, one.child, one.why)),
      ],
      alike: alike.map(one => rowOf(one, viewer.today)),
      steps: steps.map(step => ({
        title: stepTitles[step.what] ?? step.what,
        lines: [step.says],
        when: weekday(step.on_date),
        who: step.by_name,
        why: step.case_token
          ? { href: `/cases/${step.case_token}`, text: `${step.case_reference}, ${step.child_name}` }
          : step.child_token
            ? { href: `/children/${step.child_token}`, text: step.child_name }
            : undefined,
      })),
    },
  }
}

const stepTitles: Readonly<Record<string, string>> = {
  seen: 'Seen',
  asked: 'More asked of whoever told us',
  answered: 'Their answer',
  'case opened': 'Case opened',
  'case joined': 'Added to an open case',
  'child added': 'Child’s record made',
  'not taken on': 'Not taken on',
  merged: 'Put with another report',
  'reply given': 'Reply given',
}

/** Looks for the child under another spelling, or by a birthday. */
export const reportFindPage: Page = {
  path: '/reports-in/:report/find',
  allow: 'intake.decide',
  shows: 'children',
  section: 'My work',
  get: request => findView(request),
  post: request => findView(request),
}

async function findView(request: Request) {
  const { db, viewer, params, body } = request
  const report = await reportByToken(db, viewer, params.report ?? '')
  const find = text(body, 'find')
  const errors: FormError[] = []
  if (request.body.find !== undefined && find === '')
    errors.push({ field: 'find', text: 'Enter a name, a UPN or a reference' })
  if (find.length > 200) errors.push({ field: 'find', text: 'Use 200 characters or fewer' })
  const typed = find !== '' && errors.length === 0 ? readSearch(find, undefined) : undefined
  const rows = typed ? (await searchChildren(db, viewer, typed)).slice(0, 30) : []
  return {
    template: 'intake/pages/public-find.njk',
    children: rows.map(child => child.id),
    errors,
    data: {
      heading: 'Find the child',
      back: { href: `/reports-in/${report.token}`, text: 'Back to the report' },
      caption: `Report ${report.reference}`,
      find,
      isAsked: typed !== undefined,
      rows: rows.map(child => foundShown(report, child, typed ? whyFound(typed, child).join(', ') : '')),
      newChild: `/reports-in/${report.token}/new-child`,
    },
  }
}
