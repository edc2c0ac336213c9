// Places known to be free: found by year group and area, told by hand or in a file, with the day they were told of.
import type { Page, Request } from '../../access/page.ts'
import { yearGroupInWords } from '../../calendar/age.ts'
import { addDays, inWords, type LocalDate, localDate } from '../../calendar/local-date.ts'
import { readYearGroup } from '../../calendar/year-groups.ts'
import { type Field, fieldShown, readFields, type Values } from '../../cases/pages/step-page.ts'
import { type FormError, redirect, type View } from '../../platform/web/page.ts'
import { settingsFor } from '../../schools/store.ts'
import {
  addProvider,
  insertProviderCheck,
  insertProviderFacts,
  insertVacancies,
  type ProviderKind,
  providerKinds,
  providersKnown,
  schoolsKnown,
  vacanciesFound,
} from '../store.ts'
import { isOld, readVacancyFile } from '../vacancy-file.ts'

const back = { href: '/vacancies', text: 'Places known to be free' }
const years = Array.from({ length: 16 }, (_, i) => i - 1)
const yearItems = years.map(year => ({ value: String(year), text: yearGroupInWords(year) }))
const yearIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^-?\d{1,2}$/.test(text) && years.includes(Number(text))
    ? Number(text)
    : readYearGroup(text ?? '')

export const vacanciesPage: Page = {
  path: '/vacancies',
  allow: 'vacancies.record',
  shows: 'no child',
  section: 'Places',
  async get(request) {
    const { db, viewer, query } = request
    const today = localDate(viewer.today)
    const yearGroup = yearIn(query.year)
    const words = (query.area ?? '').trim().slice(0, 60)
    const need = (query.need ?? '').trim().slice(0, 60)
    const settings = await settingsFor(db, viewer)
    const schools = await vacanciesFound(db, viewer, { yearGroup, words, withPlaces: query.none !== 'yes' })
    const providers = await providersKnown(db, viewer, { yearGroup, words: need || words })
    const old = (asAt: string) => isOld(localDate(asAt), today, settings['vacancy-days'])
    return {
      template: 'places/pages/vacancies.njk',
      data: {
        heading: 'Places known to be free',
        years: [
          { value: '', text: 'Any' },
          ...yearItems.map(item => ({
            ...item,
            selected: yearGroup !== undefined && item.value === String(yearGroup),
          })),
        ],
        area: words,
        need,
        none: query.none === 'yes',
        days: settings['vacancy-days'],
        schools: schools.map(row => ({
          school: row.school,
          where: [row.town, row.postcode].filter(Boolean).join(', '),
          year: yearGroupInWords(row.year_group),
          places: row.places,
          note: row.note,
          asAt: inWords(localDate(row.as_at)),
          by: `${row.by_name}${row.source === 'file' ? ', from a file' : ''}`,
          old: old(row.as_at),
        })),
        providers: providers.map(row => ({
          name: row.name,
          kind: row.kind,
          area: row.area,
          places: row.places ?? 'Not known',
          hours: row.hours === null ? 'Not known' : String(Number(row.hours)),
          cost: row.cost || 'Not known',
          years:
            row.year_from === null && row.year_to === null
              ? 'Any year'
              : `${row.year_from === null ? 'Any' : yearGroupInWords(row.year_from)} to ${row.year_to === null ? 'any' : yearGroupInWords(row.year_to)}`,
          asAt: row.as_at ? inWords(localDate(row.as_at)) : undefined,
          old: row.as_at ? old(row.as_at) : false,
          checks: row.checks.map(check => ({
            says: `${check.what}: ${check.passed ? 'passed' : 'not passed'}, ${inWords(localDate(check.on))}, by ${check.checked_by}`,
            over: check.until !== null && check.until < today,
            until: check.until ? `holds until ${inWords(localDate(check.until))}` : undefined,
          })),
        })),
        full: schools.length === 200,
        found: `${schools.length} ${schools.length === 1 ? 'line' : 'lines'} of schools, ${providers.length} of other education`,
      },
    }
  },
}

/** A short form that shows no child. */
function plainForm(given: {
  path: string
  heading: string
  intro: string
  fields: (request: Request) => Promise<readonly Field[]> | readonly Field[]
  take: (request: Request, values: Values) => Promise<{ says: string } | { errors: FormError[] }>
}): Page {
  const view = async (request: Request, values?: Values, errors: FormError[] = []): Promise<View> => ({
    template: 'places/pages/plain-form.njk',
    errors,
    data: {
      heading: given.heading,
      back,
      intro: given.intro,
      fields: (await given.fields(request)).map(field =>
        fieldShown(field, values, values ? request.body : undefined),
      ),
    },
  })
  return {
    path: given.path,
    allow: 'vacancies.record',
    shows: 'no child',
    section: 'Places',
    get: request => view(request),
    async post(request) {
      const { values, errors } = readFields(await given.fields(request), request.body)
      if (errors.length > 0) return view(request, values, errors)
      const result = await given.take(request, values)
      return 'errors' in result ? view(request, values, result.errors) : redirect('/vacancies', result.says)
    },
  }
}

const asAtField = (today: string): Field => ({
  as: 'date',
  name: 'asAt',
  label: 'As at which day?',
  value: today,
  ifEmpty: 'Enter the day, such as 20 11 2026',
})
const whole = (text: string | undefined): number | undefined =>
  /^\d{1,3}$/.test(text ?? '') ? Number(text) : undefined
function dayErrors(day: LocalDate, today: LocalDate, field: string): FormError[] {
  if (day > today) return [{ field, text: 'The day is still to come' }]
  return day < addDays(today, -366) ? [{ field, text: 'That is more than a year ago: check the year' }] : []
}

export const newVacancyPage = plainForm({
  path: '/vacancies/new',
  heading: 'Record free places at a school',
  intro:
    'What a school told, and of which day. Each telling is kept; the one of the latest day holds. 0 says that the year is full.',
  async fields({ db, viewer }) {
    return [
      {
        as: 'select',
        name: 'school',
        label: 'Which school?',
        items: (await schoolsKnown(db, viewer)).map(one => ({ value: one.id, text: one.name })),
        ifEmpty: 'Choose a school',
      },
      {
        as: 'select',
        name: 'year',
        label: 'Which year group?',
        items: yearItems,
        ifEmpty: 'Choose a year group',
      },
      {
        as: 'input',
        name: 'places',
        label: 'How many places are free?',
        ifEmpty: 'Enter how many places are free, or 0',
      },
      asAtField(viewer.today),
      { as: 'input', name: 'note', label: 'A note (optional)', hint: 'No child’s name' },
    ]
  },
  async take({ db, viewer }, values) {
    const places = whole(values.places)
    const asAt = localDate(values.asAt!)
    const errors = [
      ...(places === undefined ? [{ field: 'places', text: 'Enter a whole number from 0 to 999' }] : []),
      ...dayErrors(asAt, localDate(viewer.today), 'asAt'),
    ]
    if (errors.length > 0) return { errors }
    await insertVacancies(
      db,
      viewer,
      [
        {
          schoolId: values.school!,
          yearGroup: Number(values.year),
          places: places!,
          asAt,
          note: values.note!.slice(0, 500),
        },
      ],
      'by hand',
    )
    return { says: 'The free places are recorded' }
  },
})

export const newProviderPage = plainForm({
  path: '/vacancies/providers',
  heading: 'Record alternative provision',
  intro:
    'Other education than a school: what it offers and as at which day. Under a name that is known already the facts are told anew.',
  fields: ({ viewer }) => [
    { as: 'input', name: 'name', label: 'Name', ifEmpty: 'Write its name' },
    {
      as: 'radios',
      name: 'kind',
      label: 'What is it?',
      items: providerKinds.map(kind => ({ value: kind, text: kind[0]!.toUpperCase() + kind.slice(1) })),
      ifEmpty: 'Choose what it is',
    },
    { as: 'input', name: 'area', label: 'Town or area (optional)' },
    { as: 'input', name: 'places', label: 'Places free', ifEmpty: 'Enter how many places are free, or 0' },
    {
      as: 'input',
      name: 'hours',
      label: 'Hours a week',
      ifEmpty: 'Enter the hours a week, such as 15 or 12.5',
    },
    { as: 'input', name: 'cost', label: 'Cost (optional)', hint: 'Such as £45 a day' },
    { as: 'input', name: 'from', label: 'From year group (optional)', hint: 'Such as 7' },
    { as: 'input', name: 'to', label: 'To year group (optional)', hint: 'Such as 11' },
    asAtField(viewer.today),
  ],
  async take({ db, viewer }, values) {
    const places = whole(values.places)
    const hours = /^\d{1,2}([.,]\d)?$/.test(values.hours!)
      ? Number(values.hours!.replace(',', '.'))
      : undefined
    const asAt = localDate(values.asAt!)
    const yearFrom = values.from === '' ? undefined : readYearGroup(values.from!)
    const yearTo = values.to === '' ? undefined : readYearGroup(values.to!)
    const errors = [
      ...(places === undefined ? [{ field: 'places', text: 'Enter a whole number from 0 to 999' }] : []),
      ...(hours === undefined || hours <= 0 || hours > 40
        ? [{ field: 'hours', text: 'Enter the hours a week, such as 15 or 12.5' }]
        : []),
      ...(values.from !== '' && yearFrom === undefined
        ? [{ field: 'from', text: 'Enter a year group, such as 7' }]
        : []),
      ...(values.to !== '' && (yearTo === undefined || (yearFrom !== undefined && yearTo < yearFrom))
        ? [{ field: 'to', text: 'Enter a year group, not before the first' }]
        : []),
      ...dayErrors(asAt, localDate(viewer.today), 'asAt'),
    ]
    if (errors.length > 0) return { errors }
    const id = await addProvider(db, viewer, {
      name: values.name!.slice(0, 200),
      kind: values.kind as ProviderKind,
      area: values.area!.slice(0, 100),
    })
    await insertProviderFacts(db, viewer, id, {
      asAt,
      places: places!,
      hours: hours!,
      cost: values.cost!.slice(0, 200),
      yearFrom,
      yearTo,
    })
    return { says: 'Recorded' }
  },
})

const checkKinds = [
  'Safeguarding policy and lead',
  'Staff checks (DBS and single central record)',
  'Registration, if it must be registered',
  'Premises and health and safety',
  'Insurance',
  'Curriculum and quality',
] as const

export const providerCheckPage = plainForm({
  path: '/vacancies/checks',
  heading: 'Record a check of alternative provision',
  intro:
    'What was checked, by whom, and until when it holds. No child is sent where a check is not passed or is over without a person’s word on it.',
  async fields({ db, viewer }) {
    return [
      {
        as: 'select',
        name: 'provider',
        label: 'Which provider?',
        items: (await providersKnown(db, viewer)).map(one => ({ value: one.id, text: one.name })),
        ifEmpty: 'Choose a provider. Record it first if it is not in the list',
      },
      {
        as: 'radios',
        name: 'what',
        label: 'What was checked?',
        items: checkKinds.map(value => ({ value, text: value })),
        ifEmpty: 'Choose what was checked',
      },
      {
        as: 'radios',
        name: 'passed',
        label: 'Was it passed?',
        items: [
          { value: 'yes', text: 'Passed' },
          { value: 'no', text: 'Not passed' },
        ],
        ifEmpty: 'Choose whether it was passed',
      },
      { as: 'input', name: 'by', label: 'Who checked it?', ifEmpty: 'Write who checked it' },
      {
        as: 'date',
        name: 'asAt',
        label: 'When?',
        value: viewer.today,
        ifEmpty: 'Enter the day, such as 20 11 2026',
      },
      { as: 'date', name: 'until', label: 'Until when does it hold? (optional)' },
    ]
  },
  async take({ db, viewer }, values) {
    const on = localDate(values.asAt!)
    const until = values.until === '' ? undefined : localDate(values.until!)
    const errors = [
      ...(on > viewer.today ? [{ field: 'asAt', text: 'The day is still to come' }] : []),
      ...(until !== undefined && until < on ? [{ field: 'until', text: 'It ends before it began' }] : []),
    ]
    if (errors.length > 0) return { errors }
    await insertProviderCheck(db, viewer, values.provider!, {
      on,
      what: values.what!,
      passed: values.passed === 'yes',
      checkedBy: values.by!.slice(0, 200),
      until,
    })
    return { says: 'The check is recorded' }
  },
})

const uploadBytesMax = 2_000_000
const shownAtMost = 100

async function importView(
  request: Request,
  errors: FormError[] = [],
  result?: { kept: number; fresh: number; problems: ReturnType<typeof readVacancyFile>['problems'] },
): Promise<View> {
  return {
    template: 'places/pages/vacancy-file.njk',
    errors,
    status: errors.length > 0 ? 422 : 200,
    data: {
      heading: 'Free places from a file',
      back,
      result: result && {
        ...result,
        problems: result.problems.slice(0, shownAtMost),
        many: result.problems.length,
        more: result.problems.length > shownAtMost,
      },
      megabytes: uploadBytesMax / 1_000_000,
      today: inWords(localDate(request.viewer.today)),
    },
  }
}

export const vacancyFilePage: Page = {
  path: '/vacancies/file',
  allow: 'vacancies.record',
  shows: 'no child',
  section: 'Places',
  uploadBytesMax,
  get: request => importView(request),
  async post(request) {
    const { db, viewer, upload } = request
    if (upload?.fieldName !== 'file' || upload.bytes.length === 0) {
      return importView(request, [{ field: 'file', text: 'Choose a file' }])
    }
    const { rows, problems } = readVacancyFile(
      upload.bytes,
      await schoolsKnown(db, viewer),
      localDate(viewer.today),
    )
    const fresh = await insertVacancies(db, viewer, rows, 'file')
    if (problems.length === 0) {
      return redirect(
        '/vacancies',
        fresh === 0
          ? 'Nothing in the file was new'
          : `${fresh} of ${rows.length} ${rows.length === 1 ? 'line was' : 'lines were'} new and ${fresh === 1 ? 'is' : 'are'} kept`,
      )
    }
    return importView(request, [], { kept: rows.length, fresh, problems })
  },
}
